import { ReloadButton } from "@/components/feedback/reload-button";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { Failure } from "@/lib/result";
import { useTexts } from "#texts";

import { FailureText } from "./failure-text";
import { isUnanswered } from "./is-unanswered";
import { SignInAgain } from "./sign-in-again";

/** Returns the button for a failure of the session or the page; null for other failures. */
export function failureLink({ code }: Pick<Failure, "code">) {
  if (code === "unauthenticated") return <SignInAgain />;
  if (code === "outdated" || code === "other_viewer") return <ReloadButton />;
  return null;
}

export interface FailureAlertProps {
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
      <FailureText
        failure={failure}
        others={ofForm ? [ofForm] : []}
        isKeyed={Boolean(uncertainTitle)}
        keepsText={keepsText}
        providerName={providerName}
      />
    </Alert>
  );
}
