"use client";

import { useEffect, useEffectEvent, useRef, useState, useTransition } from "react";

import { actionResult } from "@/components/feedback/action-result";
import type { FormValues } from "@/lib/forms/form-values";
import { choicesWithProblem, orLastKnown } from "@/lib/providers/forms/choices";
import type { FilingChoices, FilingFormDescription } from "@/lib/providers/forms/contract";
import type { Result } from "@/lib/result";

export type LoadChoices = (input: {
  connectionId: string;
  values: FormValues;
}) => Promise<Result<FilingChoices>>;

/** Choices that arrive after the form: the last known ones if the provider is slow, and its own when it answers. */
export interface ReloadedChoices {
  lastKnown: Promise<FilingChoices>;
  live: Promise<FilingChoices>;
}

interface UseLiveChoices {
  form: Pick<FilingFormDescription, "fields">;
  connectionId: string;
  initial: FilingChoices;
  later: ReloadedChoices | undefined;
  load: LoadChoices;
  /** Called with each answer of the provider that is shown. */
  onLoaded: (choices: FilingChoices) => void;
}

const BROKEN = "The options could not be loaded.";

/**
 * A form's live choices: those of the first paint, those that arrive later, and newer ones each time something they hang
 * on changes. The last question wins.
 */
export function useProviderChoices({
  form,
  connectionId,
  initial,
  later,
  load,
  onLoaded,
}: UseLiveChoices) {
  const [choices, setChoices] = useState(initial);
  const [waiting, setWaiting] = useState(later !== undefined);
  const [loading, startTransition] = useTransition();
  const [asked, setAsked] = useState<readonly string[]>([]);
  const turn = useRef(0);
  /** Fields that were read anew since the page was made: its own answer is older. */
  const reread = useRef(new Set<string>());
  const isOnPage = useRef(false);

  const takeLastKnown = useEffectEvent((known: FilingChoices) =>
    setChoices((before) => ({ ...known, ...before })),
  );
  const takeLive = useEffectEvent((answer: FilingChoices) => {
    const fresh = Object.fromEntries(
      Object.entries(answer).filter(([name]) => !reread.current.has(name)),
    );
    setWaiting(false);
    setChoices((before) => ({ ...before, ...orLastKnown(fresh, before) }));
    onLoaded(fresh);
  });

  useEffect(() => {
    isOnPage.current = true;
    return () => {
      isOnPage.current = false;
    };
  }, []);

  // Not undone when the page is refreshed: what the form waits for is still on its way.
  useEffect(() => {
    if (!later) return;
    const take = (answer: FilingChoices) => {
      if (isOnPage.current) takeLive(answer);
    };
    // A page whose stream breaks off has neither; its form says so, and can ask again.
    later.lastKnown.then(takeLastKnown, () => undefined);
    later.live.then(take, () => take(choicesWithProblem(form.fields, BROKEN)));
  }, [later, form.fields]);

  /** Reads the choices of these fields anew; an answer counts unless a later question has been asked meanwhile. */
  function reload(fields: readonly string[], values: FormValues) {
    const mine = ++turn.current;
    setAsked(fields);
    for (const name of fields) reread.current.add(name);
    startTransition(async () => {
      const result = await actionResult(load({ connectionId, values }));
      if (mine !== turn.current) return;
      const failed = () =>
        choicesWithProblem(
          form.fields.filter(({ name }) => fields.includes(name)),
          result.ok ? "" : result.message,
        );
      const fresh = result.ok ? result.data : failed();
      setChoices((before) => ({ ...before, ...orLastKnown(fresh, before) }));
      if (result.ok) onLoaded(result.data);
    });
  }

  const live = new Set(form.fields.filter((field) => field.live).map(({ name }) => name));
  const isUnread = (name: string) => waiting && live.has(name) && !asked.includes(name);
  return {
    choices,
    reload,
    isLoading: (name: string) => (loading && asked.includes(name)) || isUnread(name),
    loading: loading || waiting,
    /** True for a field whose choices came after the first paint. */
    cameLater: (name: string) => later !== undefined && live.has(name),
  };
}
