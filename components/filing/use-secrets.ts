"use client";

import { useDeferredValue, useMemo, useState } from "react";

import { findSecrets, type SecretFinding } from "@/lib/tickets/filing/find-secrets";

/** Finds secrets in these texts, by field name, until the person accepts sending them. */
export function useSecrets(texts: Record<string, string>) {
  const all = useDeferredValue(JSON.stringify(texts));
  const found = useMemo(() => findingsOf(all), [all]);
  const [accepted, setAccepted] = useState<string | null>(null);
  const signature = JSON.stringify(found);

  return {
    found: signature === accepted ? {} : found,
    /** Checks the current texts; `found` may be of an earlier render. */
    unaccepted(): Record<string, SecretFinding[]> {
      const now = findingsOf(JSON.stringify(texts));
      return JSON.stringify(now) === accepted ? {} : now;
    },
    accept(): void {
      setAccepted(JSON.stringify(findingsOf(JSON.stringify(texts))));
    },
  };
}

function findingsOf(texts: string): Record<string, SecretFinding[]> {
  const fields = Object.entries(JSON.parse(texts) as Record<string, string>);
  return Object.fromEntries(
    fields
      .map(([name, text]) => [name, findSecrets(text)] as const)
      .filter(([, findings]) => findings.length > 0),
  );
}
