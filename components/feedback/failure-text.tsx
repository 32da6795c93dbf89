import { MarkedText } from "@/components/ui/text/marked-text";
import { markForeign } from "@/lib/i18n/foreign-words";
import type { Failure } from "@/lib/result";

import { ProviderWords } from "./provider-words";
import { UnansweredHints } from "./unanswered-hints";

interface FailureTextProps {
  failure: Pick<Failure, "code" | "message" | "words" | "mayBeDone">;
  /** False where the title says the same. */
  showsMessage?: boolean;
  /** Errors that belong to no visible field. */
  others?: readonly string[];
  /** A key keeps the form from being sent twice. */
  isKeyed?: boolean;
  /** The form still has what was typed. */
  keepsText?: boolean;
  providerName?: string;
}

/** Says why an action failed, in our words and the provider's, and nothing twice. */
export function FailureText({
  failure,
  showsMessage = true,
  others = [],
  isKeyed,
  keepsText,
  providerName,
}: FailureTextProps) {
  const { message, words } = failure;
  const said = [message, markForeign(words ?? "")];
  return (
    <>
      {showsMessage ? (
        <p>
          <MarkedText text={message} />
        </p>
      ) : null}
      <UnansweredHints failure={failure} isKeyed={isKeyed} keepsText={keepsText} />
      <ProviderWords words={words} name={providerName} />
      {others
        .filter((other) => !said.includes(other))
        .map((other) => (
          <p key={other}>
            <MarkedText text={other} />
          </p>
        ))}
    </>
  );
}
