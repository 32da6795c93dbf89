import type { Viewer } from "../auth/types";
import { removeDraft, type SentForm } from "../drafts/remove-draft";
import { claimFiles } from "../files/claim-files";
import type { FileRules } from "../providers/forms/contract";
import type { AlsoOnCreate } from "../submissions/create-submission";

/** Moves the draft's files to the submission and removes the draft, in the same transaction. */
export function claimDraft(
  viewer: Viewer,
  form: SentForm,
  fileIds: string[],
  rules: FileRules | null,
): AlsoOnCreate {
  return async (client, submissionId) => {
    await claimFiles(client, {
      userId: viewer.userId,
      draftKey: form.draftKey,
      fileIds,
      submissionId,
      rules,
    });
    await removeDraft(client, viewer, form);
  };
}
