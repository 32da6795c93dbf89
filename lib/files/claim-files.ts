import { type Queryable, sql } from "../db/sql";
import type { FileRules } from "../providers/forms/contract";
import type { OutgoingFileRow } from "./file-rows";
import { rulesProblem } from "./schemas";
import { refusal } from "./upload-rules";

export interface Claim {
  userId: string;
  /** The draft's place at which the form was filled in. */
  place: string;
  /** In the order in which they shall be sent. */
  fileIds: readonly string[];
  submissionId: string;
  /** Of the provider that the submission goes to; null where it takes no files. */
  rules: FileRules | null;
}

/**
 * Hands a draft's files over to a submission that is stored already, in the caller's transaction: the person's own, begun at the
 * form's place for the submission's organization, fully arrived, and within the rules. Uploads that were broken off at the same place are given up; files that have arrived there stay, another form
 * may have them. Throws `invalid` on the field `attachments`, and then nothing may be committed.
 */
export async function claimFiles(
  client: Queryable,
  { userId, place, fileIds, submissionId, rules }: Claim,
): Promise<void> {
  const wanted = [...new Set(fileIds)];
  if (wanted.length === 0) return;
  const rows = await sql<OutgoingFileRow & { organization_id: string }>(
    "SELECT * FROM outgoing_file WHERE id = ANY($1) AND user_id = $2 AND submission_id IS NULL ORDER BY id FOR UPDATE",
    [wanted, userId],
    client,
  );
  if (rows.length < wanted.length) throw refusal("A file is no longer here. Attach it again.");
  const unfinished = rows.find((row) => row.state !== "ready");
  if (unfinished)
    throw refusal(`${unfinished.filename} is not uploaded yet. Wait for it, or remove it.`);
  const [submission] = await sql<{ organization_id: string; kind: string }>(
    "SELECT organization_id, kind FROM submission WHERE id = $1",
    [submissionId],
    client,
  );
  // A draft that was discarded in another window keeps its files for undo.
  const places = new Set([place, `discarded ${place}`]);
  const foreign = rows.find(
    (row) => !places.has(row.place) || row.organization_id !== submission?.organization_id,
  );
  if (foreign)
    throw refusal(
      `${foreign.filename} was attached to another form or for another organization. Remove it and attach it again.`,
    );
  if (!rules || (submission?.kind === "reply" && !rules.withReplies))
    throw refusal("The provider takes no files here. Remove them to send the rest.");
  const problem = rulesProblem(
    rules,
    rows.map((row) => row.size),
  );
  if (problem) throw refusal(problem);
  await sql(
    `UPDATE outgoing_file f SET submission_id = $1, organization_id = $2, position = w.position, state = 'waiting', reason = NULL, settled_at = NULL
       FROM unnest($3::text[]) WITH ORDINALITY AS w(id, position) WHERE f.id = w.id`,
    [submissionId, submission?.organization_id, wanted],
    client,
  );
  await dropBrokenOff(client, userId, [...new Set(rows.map((row) => row.place))]);
}

/** Gives the files of a submission that was taken back or rejected to the draft at this place. Those that the provider has already stay behind. */
export async function releaseFiles(
  client: Queryable,
  submissionId: string,
  place: string,
): Promise<void> {
  await sql(
    `UPDATE outgoing_file SET submission_id = NULL, place = $2, state = 'ready', reason = NULL, settled_at = now()
      WHERE submission_id = $1 AND state NOT IN ('uploaded', 'confirmed') AND erased_at IS NULL`,
    [submissionId, place],
    client,
  );
}

/** Uploads at these places of a person's that did not come to their end are given up, for `eraseOld` to delete. */
async function dropBrokenOff(
  client: Queryable,
  userId: string,
  places: readonly string[],
): Promise<void> {
  await sql(
    "UPDATE outgoing_file SET place = 'dropped' WHERE user_id = $1 AND place = ANY($2) AND submission_id IS NULL AND state = 'receiving'",
    [userId, places],
    client,
  );
}
