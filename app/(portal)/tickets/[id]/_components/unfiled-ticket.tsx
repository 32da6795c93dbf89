import { redirect } from "next/navigation";

import { SubmissionView } from "@/app/(portal)/tickets/[id]/_components/submission-view";
import { PageTexts } from "@/app/browser-texts";
import { submittedFormUrl } from "@/components/submissions/available-decisions";
import { forViewer } from "@/lib/auth/page-viewer";
import { mayWriteSomewhere } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/types";
import { ticketUrl } from "@/lib/routes";
import type { submissionInScope } from "@/lib/submissions/queries";

import { decideSubmissionAction } from "../../actions";

interface UnfiledTicketProps {
  viewer: Viewer;
  submission: NonNullable<Awaited<ReturnType<typeof submissionInScope>>>;
}

/** Right after sending, the visitor comes from the form. */
const JUST_SENT_MS = 30_000;

function wasJustSent({ createdAt, sentAt }: UnfiledTicketProps["submission"]): boolean {
  return Date.now() - Math.max(createdAt.getTime(), sentAt?.getTime() ?? 0) < JUST_SENT_MS;
}

/**
 * A submission without a ticket. Redirects to the ticket, or to the form if it was just rejected.
 */
export function UnfiledTicket({ viewer, submission }: UnfiledTicketProps) {
  if (submission.ticketId) {
    const filed = wasJustSent(submission) ? "1" : undefined;
    redirect(ticketUrl("customer", submission.ticketId, { filed }));
  }
  const { abandoned, ...standing } = submission;
  const form = submittedFormUrl(standing, viewer.userId);
  if (standing.state === "rejected" && form && wasJustSent(submission)) redirect(form);
  return (
    <PageTexts features={["filingProgress", "reference"]}>
      <SubmissionView
        submission={standing}
        abandoned={abandoned}
        locale={viewer}
        decisionHandler={
          mayWriteSomewhere(viewer)
            ? { viewerId: viewer.userId, decide: forViewer(viewer, decideSubmissionAction) }
            : undefined
        }
      />
    </PageTexts>
  );
}
