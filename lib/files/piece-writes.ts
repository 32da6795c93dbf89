import { createHash } from "node:crypto";

import { sql } from "../db/sql";
import { fileStore } from "./store/file-store";
import { refusal } from "./upload-rules";

/** Enough for retries of an upload whose answers were lost; more would only fill the disk. */
export const MAX_WRITES_PER_PIECE = 5;

/**
 * Stores one piece of a file, unless exactly these bytes are stored already. Every position may be
 * written a few times. Throws `invalid` on the field `attachments` beyond that.
 */
export async function writePiece(
  fileId: string,
  position: number,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const digest = createHash("sha256").update(bytes).digest("hex");
  const [turn] = await sql<{ writes: number }>(
    `INSERT INTO received_piece (file_id, position) VALUES ($1, $2)
     ON CONFLICT (file_id, position) DO UPDATE SET writes = received_piece.writes + 1, sha256 = NULL
      WHERE received_piece.sha256 IS DISTINCT FROM $3 AND received_piece.writes < $4
     RETURNING writes`,
    [fileId, position, digest, MAX_WRITES_PER_PIECE],
  );
  if (!turn) return assertStored(fileId, position, digest);
  try {
    await fileStore().put(fileId, position, bytes);
  } catch (error) {
    // Nothing was written, so nothing is used up.
    await sql(
      "UPDATE received_piece SET writes = writes - 1 WHERE file_id = $1 AND position = $2",
      [fileId, position],
    );
    throw error;
  }
  // Somebody who wrote meanwhile has the last word on what is stored.
  await sql(
    `UPDATE received_piece SET sha256 = $3 WHERE file_id = $1 AND position = $2 AND writes = $4`,
    [fileId, position, digest, turn.writes],
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
