"use client";

import { type FormEvent, useState, useTransition } from "react";

import { useProved } from "@/components/accounts/proof/use-proved";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import type { Failure, Result } from "@/lib/result";

import type { WebhookAction } from "./webhook-action";

/**
 * Submits a form to an action, once at a time, and keeps its last result. `times` counts successes: as
 * a key of the form, it empties it.
 */
export function useWebhookForm<Output>(
  action: WebhookAction<Output>,
  inputOf: (form: FormData) => object,
) {
  const act = useProved(action);
  const isHydrated = useHydrated();
  const [pending, startTransition] = useTransition();
  const [result, setResult] = useState<Result<Output> | null>(null);
  const [times, setTimes] = useState(0);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const input = inputOf(new FormData(event.currentTarget));
    setResult(null);
    startTransition(async () => {
      const answer = await act(input);
      setResult(answer);
      if (answer.ok) setTimes((count) => count + 1);
    });
  }

  const failure: Failure | null = result && !result.ok ? result : null;
  const done = result?.ok ? result : null;
  return { submit, pending, isHydrated, done, failure, times };
}
