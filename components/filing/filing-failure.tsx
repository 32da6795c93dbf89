import { failureLink } from "@/components/feedback/failure-alert";
import { FailureText } from "@/components/feedback/failure-text";
import { isUnanswered } from "@/components/feedback/is-unanswered";
import { Alert } from "@/components/ui/alert";
import { Button, buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";
import { renderMessage } from "@/lib/i18n/message";
import type { ConflictAlternative } from "@/lib/providers/forms/contract";
import { ticketUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import type { FilingRejection } from "./filing-form-props";

export interface FilingFailureProps {
  failure: FilingRejection;
  /** Field errors that belong to no field of the form. */
  otherMessages: string[];
  /** The provider rejected an earlier submission of the form. */
  isRejection: boolean;
  providerName: string;
  instead: ConflictAlternative | undefined;
  /** Set when the form is that of an earlier submission. */
  submissionId: string | undefined;
  disabled: boolean;
  onInstead: () => void;
  onStartOver: () => void;
}

/** Shows why a ticket was not filed, and what the person can do next. */
export function FilingFailure({
  failure,
  otherMessages,
  isRejection,
  providerName,
  instead,
  submissionId,
  disabled,
  onInstead,
  onStartOver,
}: FilingFailureProps) {
  const t = useTexts();
  const isUncertain = isUnanswered(failure);
  const title = isRejection
    ? t("filing.rejected", { provider: providerName })
    : t(isUncertain ? "filing.maybeFiled" : "filing.notFiled");
  return (
    <Alert tone="danger" title={title} action={action()}>
      <FailureText
        failure={failure}
        showsMessage={failure.message !== `${title}.`}
        others={otherMessages}
        isKeyed
        keepsText
        providerName={providerName}
      />
    </Alert>
  );

  function action() {
    const about = failureLink(failure);
    if (about) return about;
    if (failure.code === "provider_conflict" && instead)
      return (
        <Button size="small" disabled={disabled} onClick={onInstead}>
          {renderMessage(t, { key: instead.label })}
        </Button>
      );
    if (failure.code !== "conflict") return null;
    if (submissionId)
      return (
        <Link
          href={ticketUrl("customer", submissionId)}
          className={buttonVariants({ variant: "secondary", size: "small" })}
        >
          {t("filing.showSent")}
        </Link>
      );
    return (
      <Button size="small" variant="secondary" disabled={disabled} onClick={onStartOver}>
        {t("filing.startOver")}
      </Button>
    );
  }
}
