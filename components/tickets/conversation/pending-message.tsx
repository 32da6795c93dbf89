import type { Locale } from "@/components/ui/time/format-time";
import type { PendingSubmission } from "@/lib/submissions/types";
import type { MessageView } from "@/lib/tickets/detail/types";

import type { DecisionHandler } from "../../submissions/submission-actions";
import { SubmissionStatusPanel } from "../../submissions/submission-status-panel";
import { OutgoingFiles } from "./attachments-panel";
import { MessageCard } from "./message-card";

interface PendingMessageProps {
  submission: PendingSubmission;
  locale: Locale;
  decisionHandler?: DecisionHandler;
}

/** A message that the mirror has not read back yet, with its delivery status. */
export function PendingMessage({ submission, locale, decisionHandler }: PendingMessageProps) {
  const message: MessageView = {
    id: submission.id,
    author: submission.by,
    sender: "customer",
    body: submission.text,
    encrypted: submission.encrypted,
    sentAt: submission.createdAt,
    reference: submission.reference,
    attachments: [],
  };
  return (
    <MessageCard
      message={message}
      providerName={submission.providerName}
      locale={locale}
      status={
        <SubmissionStatusPanel
          submission={submission}
          locale={locale}
          decisionHandler={decisionHandler}
        />
      }
    >
      {submission.files.length > 0 ? (
        <div className="mt-3 rounded-md border bg-card">
          <OutgoingFiles files={submission.files} />
        </div>
      ) : null}
    </MessageCard>
  );
}
