import { encodeTime } from "ulid";

import { sql } from "../../db/sql";
import { eraseBytes } from "../../files/file-bytes";
import { log } from "../../log";
import type { SubmissionFileRow } from "../outcome";
import { compareFiles, type SentFile, type ShownFile } from "./compare-files";

export function attachmentMessageText(
  files: ReadonlyArray<Pick<SubmissionFileRow, "filename">>,
): string {
  const names = files.map((file) => file.filename);
  return `${names.length === 1 ? "File" : "Files"}: ${names.join(", ")}`;
}

/** How far the database's clock and a process's may differ. */
const CLOCKS_DIFFER_MS = 5_000;

const UNCONFIRMED = "('uploaded', 'unsure', 'missing')";

interface Submission {
  created_at: Date;
  kind: string;
  encrypted: boolean;
  external_id: string | null;
  attach_message_external_id: string | null;
}

/**
 * Marks files whose message came without them `missing`; a later read may confirm them. `isLate`: a
 * read can no longer lag behind the message.
 */
export async function confirmFromMirror(
  submissionId: string,
  ticketId: string | null,
  isLate = false,
): Promise<void> {
  const [submission] = await sql<Submission>(
    `SELECT created_at, kind, external_id, attach_message_external_id,
            coalesce((payload->>'encrypted')::boolean, false) AS encrypted
       FROM submission
      WHERE id = $1`,
    [submissionId],
  );
  if (!submission || ticketId === null) return;
  const { attach_message_external_id: attachMessageId, encrypted } = submission;
  const messages = [
    submission.kind === "reply" ? submission.external_id : null,
    attachMessageId,
  ].filter((id) => id !== null);
  const files = await sql<SentFile>(
    `SELECT id, filename
       FROM outgoing_file
      WHERE submission_id = $1
        AND state IN ${UNCONFIRMED}
      ORDER BY position, id`,
    [submissionId],
  );
  const found = compareFiles(
    { files, encrypted, attachMessageId, messages },
    await shownSince(submissionId, ticketId, submission.created_at),
  );
  const misplaced = found.misplaced.map(({ id }) => id);
  await sql(
    `UPDATE outgoing_file
        SET state = 'confirmed',
            settled_at = now(),
            reason = NULL
      WHERE id = ANY($1)
        AND state IN ${UNCONFIRMED}`,
    [found.confirmed],
  );
  for (const { id, onPlainMessage } of found.misplaced) {
    await sql(
      `UPDATE outgoing_file
          SET state = 'confirmed',
              settled_at = now(),
              reason = $2
        WHERE id = $1
          AND state IN ${UNCONFIRMED}`,
      [id, onPlainMessage ? ON_PLAIN : ON_ANOTHER],
    );
  }
  // A read without the message lags behind and says nothing about its files.
  const isRead =
    attachMessageId === null ||
    isLate ||
    (
      await sql("SELECT 1 FROM message WHERE ticket_id = $1 AND external_id = $2", [
        ticketId,
        attachMessageId,
      ])
    ).length > 0;
  if (isRead)
    await sql(
      `UPDATE outgoing_file
          SET state = 'missing',
              settled_at = now()
        WHERE id = ANY($1)
          AND state IN ('uploaded', 'unsure')`,
      [found.missing],
    );
  if (found.foreign.length > 0)
    await sql("UPDATE submission SET notice = $2 WHERE id = $1", [
      submissionId,
      foreignNotice(found.foreign),
    ]);
  if (misplaced.length > 0 || found.foreign.length > 0) {
    log.warn(
      { submissionId, misplaced: misplaced.length, foreign: found.foreign.length },
      "files are not on the message that they were sent with",
    );
  }
  await eraseBytes([...found.confirmed, ...misplaced]);
}

const ON_PLAIN =
  "It belongs to an encrypted reply but is on an unencrypted message. If it is secret, ask the provider to remove it.";
const ON_ANOTHER = "It is not on the message it was sent with.";

function foreignNotice(names: readonly string[]): string {
  return `A message from here carries files that were not sent with it: ${names.join(", ")}. They were uploaded to the ticket earlier.`;
}

/** Excludes files of other submissions. */
function shownSince(submissionId: string, ticketId: string, since: Date): Promise<ShownFile[]> {
  // A mirror id begins with the time at which the file was first seen.
  return sql<ShownFile>(
    `SELECT a.filename, a.message_external_id, m.encrypted
       FROM attachment a
       LEFT JOIN message m ON m.ticket_id = a.ticket_id AND m.external_id = a.message_external_id
      WHERE a.ticket_id = $1
        AND a.id > $2
        AND NOT EXISTS (
          SELECT 1
            FROM submission o
            JOIN outgoing_file f ON f.submission_id = o.id
           WHERE o.ticket_id = a.ticket_id
             AND o.id <> $3
             AND o.attach_message_external_id = a.message_external_id
             AND f.filename = a.filename)
      ORDER BY a.id`,
    [ticketId, encodeTime(since.getTime() - CLOCKS_DIFFER_MS), submissionId],
  );
}

/** How far a read may lag behind the message. */
const LAG = "interval '1 minute'";

/** Rechecks files missing for less than a day, and marks unsent files of dead processes. */
export async function confirmLeftOpen(connectionId: string): Promise<void> {
  const open = await sql<{ id: string; ticket_id: string }>(
    `SELECT DISTINCT s.id, s.ticket_id
       FROM outgoing_file f
       JOIN submission s ON s.id = f.submission_id
       JOIN ticket t ON t.id = s.ticket_id
      WHERE f.state IN ${UNCONFIRMED}
        AND s.connection_id = $1
        AND s.state = 'sent'
        AND t.read_at > s.settled_at + ${LAG}
        AND (f.state <> 'missing' OR f.settled_at > now() - interval '1 day')`,
    [connectionId],
  );
  for (const { id, ticket_id } of open) await confirmFromMirror(id, ticket_id, true);
  await sql(
    `UPDATE outgoing_file f
        SET state = 'missing',
            settled_at = now()
       FROM submission s
      WHERE f.state IN ('waiting', 'sending')
        AND s.id = f.submission_id
        AND s.connection_id = $1
        AND s.state = 'sent'
        AND s.settled_at < now() - ${LAG}`,
    [connectionId],
  );
}

export async function confirmSentWithTicket(submissionId: string): Promise<void> {
  const files = await sql<{ id: string }>(
    `UPDATE outgoing_file
        SET state = 'confirmed',
            settled_at = now(),
            reason = NULL
      WHERE submission_id = $1
        AND state IN ('waiting', 'sending')
      RETURNING id`,
    [submissionId],
  );
  await eraseBytes(files.map((file) => file.id));
}
