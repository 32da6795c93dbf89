import { ReloadButton } from "@/components/feedback/reload-button";
import { Alert } from "@/components/ui/alert";
import { MarkedText } from "@/components/ui/text/marked-text";
import { markForeign } from "@/lib/i18n/foreign-words";
import type { Failure } from "@/lib/result";
import { useTexts } from "#texts";

import { isUnanswered } from "./is-unanswered";
import { ProviderWords } from "./provider-words";
import { SignInAgain } from "./sign-in-again";

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
  /** Of the provider whose words may be quoted. */
  providerName?: string;
}

export function FailureAlert({ failure, title, uncertainTitle, providerName }: FailureAlertProps) {
  const t = useTexts();
  const { message, words } = failure;
  const ofForm = failure.fieldErrors[""];
  const unanswered = isUnanswered(failure);
  return (
    <Alert
      tone="danger"
      title={unanswered ? (uncertainTitle ?? t("failure.uncertain")) : title}
      action={failureLink(failure)}
    >
      <p>
        <MarkedText text={message} />
      </p>
      {unanswered && uncertainTitle ? <p>{t("failure.notTwice")}</p> : null}
      <ProviderWords words={words} name={providerName} />
      {ofForm && ofForm !== message && ofForm !== markForeign(words ?? "") ? (
        <p>
          <MarkedText text={ofForm} />
        </p>
      ) : null}
    </Alert>
  );
}
