"use client";

import { useEffect, useEffectEvent, useRef, useState, useTransition } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { isUnanswered } from "@/components/feedback/is-unanswered";
import type { FormValues } from "@/lib/forms/form-values";
import type { Translate } from "@/lib/i18n/message";
import { choicesWithProblem, withLastKnownChoices } from "@/lib/providers/forms/choices";
import type {
  ChoiceNote,
  FilingChoices,
  FilingFormDescription,
} from "@/lib/providers/forms/contract";
import type { Failure, Result } from "@/lib/result";
import { useTexts } from "#texts";

export type LoadChoices = (input: {
  connectionId: string;
  values: FormValues;
}) => Promise<Result<FilingChoices>>;

/**
 * Choices that load after the first paint: the last known ones if the provider is slow, then its
 * own.
 */
export interface LateChoices {
  lastKnown: Promise<FilingChoices>;
  live: Promise<FilingChoices>;
}

interface UseProviderChoicesOptions {
  form: Pick<FilingFormDescription, "fields">;
  connectionId: string;
  initial: FilingChoices;
  later: LateChoices | undefined;
  load: LoadChoices;
  /** Called with each answer that is shown. */
  onLoaded: (choices: FilingChoices) => void;
}

/** Without an answer, nothing is uncertain: the call only reads. */
export function noteOfFailure(t: Translate, failure: Failure): ChoiceNote {
  if (isUnanswered(failure)) return { message: t("filing.optionsNotLoaded") };
  return { message: failure.message, words: failure.words };
}

/**
 * Loads a form's choices: after the first paint, and again when a field that they depend on
 * changes. The latest request wins.
 */
export function useProviderChoices({
  form,
  connectionId,
  initial,
  later,
  load,
  onLoaded,
}: UseProviderChoicesOptions) {
  const t = useTexts();
  const [byField, setByField] = useState(initial);
  const [waiting, setWaiting] = useState(later !== undefined);
  const [loading, startTransition] = useTransition();
  const [lastReloaded, setLastReloaded] = useState<readonly string[]>([]);
  const requestNumber = useRef(0);
  /** Fields reloaded since the page was rendered; `later` is older. */
  const everReloaded = useRef(new Set<string>());
  const isMounted = useRef(false);

  const showLastKnown = useEffectEvent((known: FilingChoices) =>
    setByField((before) => ({ ...known, ...before })),
  );
  const showLive = useEffectEvent((answer: FilingChoices) => {
    const fresh = Object.fromEntries(
      Object.entries(answer).filter(([name]) => !everReloaded.current.has(name)),
    );
    setWaiting(false);
    setByField((before) => ({ ...before, ...withLastKnownChoices(fresh, before) }));
    onLoaded(fresh);
  });

  const onBroken = useEffectEvent(() => {
    const problem = { message: t("filing.optionsNotLoaded") };
    if (isMounted.current) showLive(choicesWithProblem(form.fields, problem));
  });

  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);

  // No cleanup: a refreshed page still waits for these promises.
  useEffect(() => {
    if (!later) return;
    const take = (answer: FilingChoices) => {
      if (isMounted.current) showLive(answer);
    };
    // A broken stream rejects both promises.
    later.lastKnown.then(showLastKnown, () => undefined);
    later.live.then(take, () => onBroken());
  }, [later]);

  /** Reloads the choices of these fields. */
  function reload(fields: readonly string[], values: FormValues) {
    const number = ++requestNumber.current;
    setLastReloaded(fields);
    for (const name of fields) everReloaded.current.add(name);
    startTransition(async () => {
      const result = await actionResult(t, load({ connectionId, values }));
      if (number !== requestNumber.current) return;
      const fresh = result.ok
        ? result.data
        : choicesWithProblem(
            form.fields.filter(({ name }) => fields.includes(name)),
            noteOfFailure(t, result),
          );
      setByField((before) => ({ ...before, ...withLastKnownChoices(fresh, before) }));
      if (result.ok) onLoaded(result.data);
    });
  }

  const live = new Set(form.fields.filter((field) => field.live).map(({ name }) => name));
  const isAwaited = (name: string) => waiting && live.has(name) && !lastReloaded.includes(name);
  return {
    byField,
    reload,
    isLoading: (name: string) => (loading && lastReloaded.includes(name)) || isAwaited(name),
    loading: loading || waiting,
  };
}
