import type { Failure } from "@/lib/result";
import { useTexts } from "#texts";

import { isUnanswered } from "./is-unanswered";

interface UnansweredHintsProps {
  failure: Pick<Failure, "code" | "mayBeDone">;
  /** A key keeps the form from being sent twice. */
  isKeyed?: boolean;
  /** The form still has what was typed. */
  keepsText?: boolean;
}

/** Adds to the text of an action that no answer came to; nothing to other failures. */
export function UnansweredHints({ failure, isKeyed, keepsText }: UnansweredHintsProps) {
  const t = useTexts();
  if (!isUnanswered(failure)) return null;
  return (
    <>
      {isKeyed ? <p>{t("failure.notTwice")}</p> : null}
      {keepsText ? <p>{t("failure.textKept")}</p> : null}
    </>
  );
}
