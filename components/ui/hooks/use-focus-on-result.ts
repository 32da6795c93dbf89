import { type RefObject, useEffect, useRef } from "react";

/**
 * Returns the ref of a form. Each time that a result arrives, focuses the first field with an
 * error, or else the button, which lost the focus while it was disabled.
 */
export function useFocusOnResult(result: object | null): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!result) return;
    const find = (selector: string) => form.current?.querySelector<HTMLElement>(selector);
    (find("[aria-invalid=true]") ?? find("[type=submit]"))?.focus();
  }, [result]);
  return form;
}
