import type { Queryable } from "../db/sql";
import { sql } from "../db/sql";
import type { OutgoingFileView } from "./types";

export interface OutgoingFileRow {
  id: string;
  place: string;
  filename: string;
  original_filename: string | null;
  size: number;
  mime_type: string | null;
  sha256: string | null;
  state: OutgoingFileView["state"];
  reason: string | null;
  pieces: number;
}

const COLUMNS =
  "id, place, filename, original_filename, size, mime_type, sha256, state, reason, pieces";

export function fileView(row: OutgoingFileRow): OutgoingFileView {
  return {
    id: row.id,
    filename: row.filename,
    givenName: row.original_filename,
    size: row.size,
    mimeType: row.mime_type,
    state: row.state,
    reason: row.reason,
  };
}

/** A person's own file that still belongs to a draft; undefined for any other id, and once it belongs to a submission. */
export async function ownDraftFile(
  userId: string,
  fileId: string,
): Promise<OutgoingFileRow | undefined> {
  const [row] = await sql<OutgoingFileRow>(
    `SELECT ${COLUMNS} FROM outgoing_file WHERE id = $1 AND user_id = $2 AND submission_id IS NULL`,
    [fileId, userId],
  );
  return row;
}

/** A person's files at one place that belong to no submission, oldest first. */
export function draftFiles(
  userId: string,
  place: string,
  on?: Queryable,
): Promise<OutgoingFileRow[]> {
  return sql<OutgoingFileRow>(
    `SELECT ${COLUMNS} FROM outgoing_file WHERE user_id = $1 AND place = $2 AND submission_id IS NULL ORDER BY position, created_at, id`,
    [userId, place],
    on,
  );
}
