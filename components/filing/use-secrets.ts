"use client";

import { useDeferredValue, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";

import type { SecretFindings } from "@/lib/tickets/filing/find-secrets";

type Find = (texts: Record<string, string>) => SecretFindings;

const load = async (): Promise<Find> =>
  (await import("@/lib/tickets/filing/find-secrets")).findSecretsIn;

/** Used while the patterns load, or if they cannot: nothing can be sent then either. */
const findNone: Find = () => ({});

interface SecretsOptions {
  /** The server's findings for the initial texts. */
  first?: SecretFindings;
  submit: () => void;
}

/**
 * Finds secrets in these texts, by field name, until the person accepts sending them. Loads the
 * patterns with the first text.
 */
export function useSecrets(texts: Record<string, string>, { first, submit }: SecretsOptions) {
  const all = useDeferredValue(JSON.stringify(texts));
  const [initial] = useState({ all, findings: first ?? {} });
  const [find, setFind] = useState<Find | null>(null);
  const isAwaited = useRef(false);
  const hasText = Object.values(texts).some((text) => text !== "");
  const found = useMemo(() => {
    if (find) return find(JSON.parse(all) as Record<string, string>);
    return all === initial.all ? initial.findings : {};
  }, [find, all, initial]);
  const [accepted, setAccepted] = useState<string | null>(null);
  const signature = JSON.stringify(found);
  const findNow = () => (find ?? findNone)(texts);

  useEffect(() => {
    if (!hasText || find) return;
    let isShown = true;
    const keep = (loaded: Find) => isShown && setFind(() => loaded);
    load().then(keep, () => keep(findNone));
    return () => {
      isShown = false;
    };
  }, [hasText, find]);

  const submitAgain = useEffectEvent(submit);
  useEffect(() => {
    if (!find || !isAwaited.current) return;
    isAwaited.current = false;
    submitAgain();
  }, [find]);

  return {
    found: signature === accepted ? {} : found,
    /** While this is false, the form is submitted as soon as the patterns have loaded. */
    isReady(): boolean {
      isAwaited.current = hasText && !find;
      return !isAwaited.current;
    },
    /** Checks the current texts; `found` may be of an earlier render. */
    unaccepted(): SecretFindings {
      const now = findNow();
      return JSON.stringify(now) === accepted ? {} : now;
    },
    accept(): void {
      setAccepted(JSON.stringify(findNow()));
    },
  };
}
