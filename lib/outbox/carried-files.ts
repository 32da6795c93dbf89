import { sql } from "../db/sql";
import { eraseBytes } from "../files/bytes";
import type { FileRow } from "./outcome";

/** What the message says that brings the files to a ticket. */
export function carrierText(files: ReadonlyArray<Pick<FileRow, "filename">>): string {
  const names = files.map((file) => file.filename);
  return `${names.length === 1 ? "File" : "Files"}: ${names.join(", ")}`;
}

interface Shown {
  filename: string | null;
  messageExternalId: string | null;
}

/**
 * Compares what was uploaded with what the ticket shows after the message that carries it: each file is found once, by its name, among
 * the message's own files if its id is known. What is not there did not arrive, and can be sent again by a person. The bytes
 * of what has arrived are deleted.
 */
export async function confirmFiles(submissionId: string, shown: readonly Shown[], messageId: string | null): Promise<void> {
  const files = await sql<{ id: string; filename: string }>(
    `SELECT id, filename FROM outgoing_file WHERE submission_id = $1 AND state IN ('uploaded', 'unsure') ORDER BY position, id`,
    [submissionId],
  );
  const ofMessage = messageId === null ? [] : shown.filter((one) => one.messageExternalId === messageId);
  const left = (ofMessage.length > 0 ? ofMessage : shown).map((one) => one.filename);
  const confirmed: string[] = [];
  const missing: string[] = [];
  for (const file of files) {
    const at = left.indexOf(file.filename);
    if (at >= 0) left.splice(at, 1);
    (at >= 0 ? confirmed : missing).push(file.id);
  }
  await sql("UPDATE outgoing_file SET state = 'confirmed', settled_at = now(), reason = NULL WHERE id = ANY($1) AND state IN ('uploaded', 'unsure')", [confirmed]);
  await sql("UPDATE outgoing_file SET state = 'missing', settled_at = now() WHERE id = ANY($1) AND state IN ('uploaded', 'unsure')", [missing]);
  await eraseBytes(confirmed);
}

/**
 * Looks at files whose fate was left open (the ticket could not be read after the message) for those tickets of a connection that have been read
 * in full since.
 */
export async function confirmLeftOpen(connectionId: string): Promise<void> {
  const open = await sql<{ id: string; ticket_id: string }>(
    `SELECT DISTINCT s.id, s.ticket_id FROM submission s JOIN outgoing_file f ON f.submission_id = s.id JOIN ticket t ON t.id = s.ticket_id
      WHERE s.connection_id = $1 AND s.state = 'sent' AND f.state IN ('uploaded', 'unsure') AND t.read_at > s.settled_at`,
    [connectionId],
  );
  for (const { id, ticket_id } of open) await confirmFromMirror(id, ticket_id, null);
}

/** Compares with what the mirror shows, for a ticket that has been read since the message that carries the files was stored. */
export async function confirmFromMirror(submissionId: string, ticketId: string | null, messageId: string | null): Promise<void> {
  const shown = await sql<Shown>(`SELECT filename, message_external_id AS "messageExternalId" FROM attachment WHERE ticket_id = $1`, [ticketId]);
  await confirmFiles(submissionId, shown, messageId);
}

/** Files that travelled inside the call that filed the ticket have arrived with it: nothing else will tell. */
export async function confirmSentWithTicket(submissionId: string): Promise<void> {
  const files = await sql<{ id: string }>(
    "UPDATE outgoing_file SET state = 'confirmed', settled_at = now(), reason = NULL WHERE submission_id = $1 AND state IN ('waiting', 'sending') RETURNING id",
    [submissionId],
  );
  await eraseBytes(files.map((file) => file.id));
}
