import { encodeTime } from "ulid";
import { sql } from "../db/sql";
import { eraseBytes } from "../files/bytes";
import type { FileRow } from "./outcome";

/** What the message says that brings the files to a ticket. */
export function carrierText(files: ReadonlyArray<Pick<FileRow, "filename">>): string {
  const names = files.map((file) => file.filename);
  return `${names.length === 1 ? "File" : "Files"}: ${names.join(", ")}`;
}

/** Between the database's clock and that of whoever read the ticket. */
const CLOCKS_DIFFER_MS = 5_000;

interface Shown {
  filename: string | null;
  message_external_id: string | null;
}

/**
 * Compares what was uploaded with what the mirror shows of the ticket, which has been read since: each file is found once, by its name, among
 * the files of the message that carried it, or else among those that came to the ticket after the submission (a pinned file joins
 * whichever message comes next). What is not there, though the message is, did not arrive, and can be sent again by a person; one that turns
 * up later is confirmed all the same. The bytes of what has arrived are deleted.
 */
export async function confirmFromMirror(submissionId: string, ticketId: string | null, messageId: string | null): Promise<void> {
  const [submission] = await sql<{ created_at: Date }>("SELECT created_at FROM submission WHERE id = $1", [submissionId]);
  if (!submission) return;
  // The mirror's own ids begin with the time at which it first saw the file.
  const shown = await sql<Shown>("SELECT filename, message_external_id FROM attachment WHERE ticket_id = $1 AND id > $2 ORDER BY id", [ticketId, encodeTime(submission.created_at.getTime() - CLOCKS_DIFFER_MS)]);
  const [carrier] = messageId === null ? [undefined] : await sql("SELECT 1 FROM message WHERE ticket_id = $1 AND external_id = $2", [ticketId, messageId]);
  const files = await sql<{ id: string; filename: string }>(
    `SELECT id, filename FROM outgoing_file WHERE submission_id = $1 AND state IN ('uploaded', 'unsure', 'missing') ORDER BY position, id`,
    [submissionId],
  );
  const left = shown.toSorted((one, other) => Number(other.message_external_id === messageId) - Number(one.message_external_id === messageId)).map((one) => one.filename);
  const confirmed: string[] = [];
  const missing: string[] = [];
  for (const file of files) {
    const at = left.indexOf(file.filename);
    if (at >= 0) left.splice(at, 1);
    (at >= 0 ? confirmed : missing).push(file.id);
  }
  await sql("UPDATE outgoing_file SET state = 'confirmed', settled_at = now(), reason = NULL WHERE id = ANY($1) AND state IN ('uploaded', 'unsure', 'missing')", [confirmed]);
  // A reading that does not show the message yet lags behind, and says nothing of its files.
  if (messageId === null || carrier) await sql("UPDATE outgoing_file SET state = 'missing', settled_at = now() WHERE id = ANY($1) AND state IN ('uploaded', 'unsure')", [missing]);
  await eraseBytes(confirmed);
}

/** A reading may lag behind the message by this much. */
const LAG = "interval '1 minute'";

/**
 * Looks at files whose fate was left open (the ticket could not be read after the message, or did not show it yet) for those tickets of a connection
 * that have been read since, and at those that were called missing within the last day. One that was left waiting by a process that died is missing.
 */
export async function confirmLeftOpen(connectionId: string): Promise<void> {
  const open = await sql<{ id: string; ticket_id: string }>(
    `SELECT DISTINCT s.id, s.ticket_id FROM outgoing_file f JOIN submission s ON s.id = f.submission_id JOIN ticket t ON t.id = s.ticket_id
      WHERE f.state IN ('uploaded', 'unsure', 'missing') AND s.connection_id = $1 AND s.state = 'sent' AND t.read_at > s.settled_at + ${LAG}
        AND (f.state <> 'missing' OR f.settled_at > now() - interval '1 day')`,
    [connectionId],
  );
  for (const { id, ticket_id } of open) await confirmFromMirror(id, ticket_id, null);
  await sql(
    `UPDATE outgoing_file f SET state = 'missing', settled_at = now() FROM submission s
      WHERE f.state IN ('waiting', 'sending') AND s.id = f.submission_id AND s.connection_id = $1 AND s.state = 'sent' AND s.settled_at < now() - ${LAG}`,
    [connectionId],
  );
}

/** Files that travelled inside the call that filed the ticket have arrived with it: nothing else will tell. */
export async function confirmSentWithTicket(submissionId: string): Promise<void> {
  const files = await sql<{ id: string }>(
    "UPDATE outgoing_file SET state = 'confirmed', settled_at = now(), reason = NULL WHERE submission_id = $1 AND state IN ('waiting', 'sending') RETURNING id",
    [submissionId],
  );
  await eraseBytes(files.map((file) => file.id));
}
