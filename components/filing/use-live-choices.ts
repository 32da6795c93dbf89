"use client";

import { useRef, useState, useTransition } from "react";
import { actionResult } from "@/components/feedback/action-result";
import type { FilingChoices, FilingForm } from "@/lib/providers/form-contract";
import type { Result } from "@/lib/result";
import type { Values } from "./form-values";

export type LoadChoices = (input: { connectionId: string; values: Values }) => Promise<Result<FilingChoices>>;

/** A form's live choices: those of the first paint, and newer ones each time something they hang on changes. The last question wins. */
export function useLiveChoices(form: Pick<FilingForm, "fields">, connectionId: string, first: FilingChoices, load: LoadChoices) {
  const [choices, setChoices] = useState(first);
  const [loading, startTransition] = useTransition();
  const [asked, setAsked] = useState<readonly string[]>([]);
  const turn = useRef(0);

  /** Reads the choices of these fields anew; `settle` gets what came, unless a later question has been asked meanwhile. */
  function reload(fields: readonly string[], values: Values, settle?: (choices: FilingChoices) => void) {
    const mine = ++turn.current;
    setAsked(fields);
    startTransition(async () => {
      const result = await actionResult(load({ connectionId, values }));
      if (mine !== turn.current) return;
      const problem = { problem: result.ok ? "" : result.message };
      const fresh = result.ok ? result.data : Object.fromEntries(form.fields.filter((field) => fields.includes(field.name)).map((field) => [field.name, problem]));
      setChoices((before) => ({ ...before, ...fresh }));
      if (result.ok) settle?.(result.data);
    });
  }

  return { choices, reload, isLoading: (name: string) => loading && asked.includes(name), loading };
}
