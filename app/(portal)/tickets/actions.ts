"use server";

import { randomUUID } from "node:crypto";

import { refresh } from "next/cache";
import { after } from "next/server";

import { withNextTry } from "@/components/feedback/with-next-try";
import { countPersonUse } from "@/lib/auth/limits/person-rates";
import type { Viewer } from "@/lib/auth/types";
import { filingChoicesInput } from "@/lib/connections/schemas";
import { textsOf } from "@/lib/i18n/texts";
import { deliverSubmission } from "@/lib/jobs/submissions";
import { viewerAction } from "@/lib/server/viewer-action";
import { rejection, submissionStatus } from "@/lib/submissions/queries";
import { actOnTicket, refreshTicket, setCollaborators } from "@/lib/tickets/commands";
import { decideSubmission } from "@/lib/tickets/decide-submission";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";
import { filingChoices } from "@/lib/tickets/filing/filing-choices";
import { resendFiles } from "@/lib/tickets/reply/resend-files";
import { sendReply } from "@/lib/tickets/reply/send-reply";
import {
  actionInput,
  collaboratorsInput,
  decisionInput,
  fileTicketInput,
  replyInput,
  resendFilesInput,
  ticketIdInput,
} from "@/lib/tickets/schemas";

/** Answers once the ticket is stored; it is sent afterwards. */
export const fileTicketAction = viewerAction(
  "file a ticket",
  fileTicketInput,
  async (viewer, input) => {
    const { submissionId } = await fileTicket(viewer, input);
    after(() => deliverSubmission(submissionId));
    return { submissionId };
  },
);

export const filingChoicesAction = viewerAction(
  "read filing choices",
  filingChoicesInput,
  async (viewer, input) => {
    await countPersonUse(viewer, "choices");
    return filingChoices(viewer, input);
  },
);

/** Answers once the reply is stored. `nextFormKey` is the key of the next reply. */
export const sendReplyAction = viewerAction("send a reply", replyInput, async (viewer, input) => {
  const { submissionId } = await sendReply(viewer, input);
  after(() => deliverSubmission(submissionId));
  refresh();
  return { submissionId, nextFormKey: randomUUID() };
});

export const resendFilesAction = viewerAction(
  "send files again",
  resendFilesInput,
  async (viewer, input) => {
    const { submissionId } = await resendFiles(viewer, input);
    after(() => deliverSubmission(submissionId));
    refresh();
    return { submissionId };
  },
);

/** Waits for delivery, so that the result is shown at once. */
async function deliverAndWait(
  viewer: Viewer,
  submissionId: string,
): Promise<{ state: "sent" | "unknown" | "waiting"; message: string | null; words?: string }> {
  await deliverSubmission(submissionId);
  const status = await submissionStatus(viewer, submissionId);
  refresh();
  if (status?.state === "rejected") throw rejection(status);
  return {
    state: status?.state === "sent" || status?.state === "unknown" ? status.state : "waiting",
    message: status?.message ?? null,
    words: status?.words,
  };
}

export const actOnTicketAction = viewerAction(
  "act on a ticket",
  actionInput,
  async (viewer, input) => deliverAndWait(viewer, (await actOnTicket(viewer, input)).submissionId),
);

export const setCollaboratorsAction = viewerAction(
  "change collaborators",
  collaboratorsInput,
  async (viewer, input) =>
    deliverAndWait(viewer, (await setCollaborators(viewer, input)).submissionId),
);

/** Cancels a waiting submission, or resends or drops one that was not found. */
export const decideSubmissionAction = viewerAction(
  "decide about a submission",
  decisionInput,
  async (viewer, input) => {
    const decided = await decideSubmission(viewer, input);
    if (input.decision === "send_again") after(() => deliverSubmission(decided.submissionId));
    refresh();
    return { state: decided.state };
  },
);

export const syncTicketAction = viewerAction(
  "sync a ticket",
  ticketIdInput,
  async (viewer, { ticketId }) => {
    await countPersonUse(viewer, "ticketSync");
    const { outcome, message, words, retryAt } = await refreshTicket(viewer, ticketId);
    refresh();
    const t = textsOf(viewer.language);
    return {
      message: withNextTry(t, message ?? t(`ticketSync.${outcome}`), retryAt, viewer),
      words,
      failed: outcome === "failed",
      gone: outcome === "gone",
    };
  },
);
