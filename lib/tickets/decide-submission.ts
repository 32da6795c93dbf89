import { actedBy } from "../auth/acted-by";
import { assertMay } from "../auth/permissions";
import { isSubmissionInScope, ownScope } from "../auth/scope";
import type { Viewer } from "../auth/types";
import { assertKeyAccepted } from "../connections/own-connection";
import { db } from "../db/kysely";
import { restoreTextToDraft } from "../drafts/restore-draft";
import { AppError } from "../errors";
import { findProvider } from "../providers/registry";
import { decide } from "../submissions/decide";
import type { Decision } from "../submissions/schemas";
import { messageOf } from "../submissions/sealed-message";
import { draftKeyOf } from "../submissions/submission";
import type { AcceptedSubmission } from "../submissions/types";

/**
 * Decides about a submission of the viewer's organizations: takes back a queued one, or sends again
 * or drops one that was not found.
 */
export async function decideSubmission(
  viewer: Viewer,
  input: { submissionId: string; decision: Decision },
): Promise<AcceptedSubmission> {
  const submission = await db()
    .selectFrom("submission as s")
    .innerJoin("connection as c", "c.id", "s.connection_id")
    .select(["c.provider", "c.status", "s.organization_id as organizationId"])
    .where("s.id", "=", input.submissionId)
    .where(isSubmissionInScope(ownScope(viewer)))
    .executeTakeFirst();
  if (!submission) throw new AppError("not_found");
  assertMay(viewer, "tickets.write", submission.organizationId);
  if (input.decision === "send_again")
    assertKeyAccepted(submission.status, findProvider(submission.provider));
  const row = await decide(
    input.submissionId,
    input.decision,
    actedBy(viewer),
    async (client, was) => {
      // The author of a reply gets its text back as a draft when someone else drops it.
      if (
        input.decision === "send_again" ||
        was.user_id === viewer.userId ||
        was.kind !== "reply" ||
        was.step === "files"
      )
        return;
      const values = {
        message: messageOf(was),
        encrypted: was.payload.encrypted === true ? "true" : "",
      };
      await restoreTextToDraft(client, {
        userId: was.user_id,
        draftKey: draftKeyOf(was),
        formKey: was.form_key,
        values,
      });
    },
  );
  return { submissionId: row.id, state: row.state };
}
