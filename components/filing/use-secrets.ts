"use client";

import { useDeferredValue, useMemo, useState } from "react";

import { findSecrets, type SecretFinding } from "@/lib/tickets/filing/find-secrets";

/** What looks like a secret in these texts, by field; and whether the person has decided to send it as it is. */
export function useSecrets(texts: Record<string, string>) {
  const all = useDeferredValue(JSON.stringify(texts));
  const found = useMemo(() => findingsOf(all), [all]);
  const [accepted, setAccepted] = useState<string | null>(null);
  const sign = JSON.stringify(found);

  return {
    found: sign === accepted ? {} : found,
    /** The same as of this moment: nothing is sent on the strength of an older look. */
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
