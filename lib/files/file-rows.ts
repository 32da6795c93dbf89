import type { FileState } from "../db/generated/enums";
import type { Queryable } from "../db/sql";
import { sql } from "../db/sql";
import type { DraftKey } from "./draft-key";
import type { OutgoingFileView } from "./types";

export interface OutgoingFileRow {
  id: string;
  filename: string;
  original_filename: string | null;
  size: number;
  mime_type: string | null;
  sha256: string | null;
  state: FileState;
  reason: string | null;
  pieces: number;
}

const COLUMNS = "id, filename, original_filename, size, mime_type, sha256, state, reason, pieces";

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

export async function ownDraftFile(
  userId: string,
  fileId: string,
): Promise<OutgoingFileRow | undefined> {
  const [row] = await sql<OutgoingFileRow>(
    `SELECT ${COLUMNS}
       FROM outgoing_file
      WHERE id = $1
        AND user_id = $2
        AND submission_id IS NULL`,
    [fileId, userId],
  );
  return row;
}

export function draftFiles(
  userId: string,
  { kind, targetId }: DraftKey,
  on?: Queryable,
): Promise<OutgoingFileRow[]> {
  return sql<OutgoingFileRow>(
    `SELECT ${COLUMNS}
       FROM outgoing_file
      WHERE user_id = $1
        AND draft_kind = $2
        AND draft_target_id = $3
        AND discarded_at IS NULL
        AND submission_id IS NULL
      ORDER BY position, created_at, id`,
    [userId, kind, targetId],
    on,
  );
}
