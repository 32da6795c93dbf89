import type { Locale } from "@/components/ui/moment";
import type { MessageView, PendingSubmission } from "@/lib/tickets/types";

import { OutgoingFiles } from "../attachments-panel";
import { MessageCard } from "../message-card";
import { SubmissionStanding } from "./submission-standing";
import type { Deciding } from "./ways-on";

interface PendingMessageProps {
  submission: PendingSubmission;
  locale: Locale;
  deciding?: Deciding;
}

/** A message that is not read back from the provider, in the place where it will stand: as it was typed, and how it is doing. */
export function PendingMessage({ submission, locale, deciding }: PendingMessageProps) {
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
      locale={locale}
      standing={<SubmissionStanding submission={submission} locale={locale} deciding={deciding} />}
    >
      {submission.files.length > 0 ? (
        <div className="mt-3 rounded-md border bg-card">
          <OutgoingFiles files={submission.files} />
        </div>
      ) : null}
    </MessageCard>
  );
}
