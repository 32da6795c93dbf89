import { createHash } from "node:crypto";

import { sql } from "../db/sql";
import { fileStore } from "./store/file-store";
import { refusal } from "./upload-access";

/** Covers retries after lost answers, and bounds the disk writes. */
export const MAX_WRITES_PER_PIECE = 5;

/** Skips bytes that are stored already. Throws `invalid` after `MAX_WRITES_PER_PIECE` writes. */
export async function writePiece(
  fileId: string,
  position: number,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const digest = createHash("sha256").update(bytes).digest("hex");
  const [attempt] = await sql<{ writes: number }>(
    `INSERT INTO received_piece (file_id, position)
     VALUES ($1, $2)
     ON CONFLICT (file_id, position) DO UPDATE
       SET writes = received_piece.writes + 1,
           sha256 = NULL
     WHERE received_piece.sha256 IS DISTINCT FROM $3
       AND received_piece.writes < $4
     RETURNING writes`,
    [fileId, position, digest, MAX_WRITES_PER_PIECE],
  );
  if (!attempt) return assertStored(fileId, position, digest);
  try {
    await fileStore().put(fileId, position, bytes);
  } catch (error) {
    // Nothing was written, so the attempt does not count.
    await sql(
      "UPDATE received_piece SET writes = writes - 1 WHERE file_id = $1 AND position = $2",
      [fileId, position],
    );
    throw error;
  }
  // A later write of the same piece records its own digest.
  await sql(
    `UPDATE received_piece
        SET sha256 = $3
      WHERE file_id = $1
        AND position = $2
        AND writes = $4`,
    [fileId, position, digest, attempt.writes],
  );
}

async function assertStored(fileId: string, position: number, digest: string): Promise<void> {
  const same = await sql(
    "SELECT 1 FROM received_piece WHERE file_id = $1 AND position = $2 AND sha256 = $3",
    [fileId, position, digest],
  );
  if (same.length > 0) return;
  throw refusal(
    "This file changed too often while it was uploaded. Remove it and attach it again.",
  );
}
