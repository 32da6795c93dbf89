import type { Viewer } from "@/lib/auth/types";
import { pool } from "@/lib/db/pool";
import { isAppError } from "@/lib/errors";
import { runDue } from "@/lib/jobs/run-due";
import { processSubmission } from "@/lib/submissions/process-submission";
import type { AcceptedSubmission } from "@/lib/submissions/types";
import { actOnTicket } from "@/lib/tickets/commands";
import { fileTicket, type FilingInput } from "@/lib/tickets/filing/file-ticket";
import { sendReply, type SendReplyInput } from "@/lib/tickets/reply/send-reply";

import { dieAt, type KillPlan } from "./kill-points";

/** What a person posts. */
export type Post =
  | { as: "create"; input: FilingInput }
  | { as: "reply"; input: SendReplyInput }
  | {
      as: "act";
      input: { formKey: string; ticketId: string; action: "close" | "reopen" | "solve" };
    };

/** A job: accept and deliver a post, continue a submission, or run what is due. */
export type OutboxJob =
  | { as: "post"; viewer: Viewer; post: Post; times?: number; kill?: KillPlan }
  | { as: "advance"; submissionId: string; kill?: KillPlan }
  | { as: "cron"; budget: number; kill?: KillPlan };

function accepted(viewer: Viewer, post: Post): Promise<AcceptedSubmission> {
  if (post.as === "create") return fileTicket(viewer, post.input);
  if (post.as === "reply") return sendReply(viewer, post.input);
  return actOnTicket(viewer, post.input);
}

async function posted(viewer: Viewer, post: Post): Promise<string> {
  try {
    const { submissionId } = await accepted(viewer, post);
    return (await processSubmission(submissionId)).state;
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

async function done(job: OutboxJob): Promise<unknown> {
  if (job.kill) dieAt(job.kill);
  if (job.as === "cron") return runDue(job.budget);
  if (job.as === "advance") return (await processSubmission(job.submissionId)).state;
  return Promise.all(Array.from({ length: job.times ?? 1 }, () => posted(job.viewer, job.post)));
}

// An unexpected error ends the process and fails the test.
process.on(
  "message",
  (job: OutboxJob) => void done(job).then((answer) => process.send?.(answer ?? null)),
);
process.on("disconnect", () => void pool().end());
process.send?.("ready");
