import { type FormEvent, useState } from "react";

import { useFocusOnResult } from "@/components/ui/hooks/use-focus-on-result";
import type { Failure, Result } from "@/lib/result";

import { useProved } from "./use-proved";

type Fields = Record<string, FormDataEntryValue>;

/**
 * A form that sends its fields to an action like `useProved`, and is empty after a success.
 * `errorsIn` finds errors before the action is called.
 */
export function useProvedForm<T>(
  action: (input: unknown) => Promise<Result<T>>,
  errorsIn: (fields: Fields) => Failure["fieldErrors"] = () => ({}),
) {
  const proved = useProved(action);
  const [result, setResult] = useState<Result<T> | null>(null);
  const [pending, setPending] = useState(false);
  const ref = useFocusOnResult(result);
  const failure: Failure | null = result && !result.ok ? result : null;

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields: Fields = Object.fromEntries(new FormData(form));
    const fieldErrors = errorsIn(fields);
    if (Object.keys(fieldErrors).length > 0)
      return setResult({ ok: false, code: "invalid", message: "", fieldErrors });
    setPending(true);
    setResult(null);
    const answer = await proved(fields);
    setPending(false);
    setResult(answer);
    if (answer.ok) form.reset();
  }

  return { form: { ref, onSubmit }, pending, failure, done: result?.ok ? result.data : null };
}
