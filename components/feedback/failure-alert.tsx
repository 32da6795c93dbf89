import { ReloadButton } from "@/components/feedback/reload-button";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { MarkedText } from "@/components/ui/text/marked-text";
import { markForeign } from "@/lib/i18n/foreign-words";
import type { Failure } from "@/lib/result";
import { useTexts } from "#texts";

import { isUnanswered } from "./is-unanswered";
import { ProviderWords } from "./provider-words";
import { SignInAgain } from "./sign-in-again";
import { UnansweredHints } from "./unanswered-hints";

/** Returns the button for a failure of the session or the page; null for other failures. */
export function failureLink({ code }: Pick<Failure, "code">) {
  if (code === "unauthenticated") return <SignInAgain />;
  if (code === "outdated" || code === "other_viewer") return <ReloadButton />;
  return null;
}

interface FailureAlertProps {
  failure: Failure;
  title: string;
  /** The title when no answer came, for a form that its key keeps from being sent twice. */
  uncertainTitle?: string;
  /** The form still has what was typed. */
  keepsText?: boolean;
  /** Sends the same once more. Offered when no answer came. */
  onRetry?: () => void;
  /** Of the provider whose words may be quoted. */
  providerName?: string;
}

export function FailureAlert({
  failure,
  title,
  uncertainTitle,
  keepsText,
  onRetry,
  providerName,
}: FailureAlertProps) {
  const t = useTexts();
  const { message, words } = failure;
  const ofForm = failure.fieldErrors[""];
  const unanswered = isUnanswered(failure);
  return (
    <Alert
      tone="danger"
      title={unanswered ? (uncertainTitle ?? t("failure.uncertain")) : title}
      action={
        unanswered && onRetry ? (
          <Button size="small" variant="secondary" onClick={onRetry}>
            {t("common.tryAgain")}
          </Button>
        ) : (
          failureLink(failure)
        )
      }
    >
      <p>
        <MarkedText text={message} />
      </p>
      <UnansweredHints failure={failure} isKeyed={Boolean(uncertainTitle)} keepsText={keepsText} />
      <ProviderWords words={words} name={providerName} />
      {ofForm && ofForm !== message && ofForm !== markForeign(words ?? "") ? (
        <p>
          <MarkedText text={ofForm} />
        </p>
      ) : null}
    </Alert>
  );
}
