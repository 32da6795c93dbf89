import { createHash } from "node:crypto";

import { db } from "../db/kysely";
import { prisma } from "../db/prisma";
import { message } from "../i18n/message";
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
  const attempt = await db()
    .insertInto("received_piece")
    .values({ file_id: fileId, position })
    .onConflict((conflict) =>
      conflict
        .columns(["file_id", "position"])
        .doUpdateSet({ writes: (eb) => eb("received_piece.writes", "+", 1), sha256: null })
        .where("received_piece.sha256", "is distinct from", digest)
        .where("received_piece.writes", "<", MAX_WRITES_PER_PIECE),
    )
    .returning("writes")
    .executeTakeFirst();
  if (!attempt) return assertStored(fileId, position, digest);
  try {
    await fileStore().put(fileId, position, bytes);
  } catch (error) {
    // Nothing was written, so the attempt does not count.
    await prisma().receivedPiece.updateMany({
      where: { fileId, position },
      data: { writes: { decrement: 1 } },
    });
    throw error;
  }
  // A later write of the same piece records its own digest.
  await prisma().receivedPiece.updateMany({
    where: { fileId, position, writes: attempt.writes },
    data: { sha256: digest },
  });
}

async function assertStored(fileId: string, position: number, digest: string): Promise<void> {
  const same = await prisma().receivedPiece.findFirst({
    where: { fileId, position, sha256: digest },
    select: { position: true },
  });
  if (same) return;
  throw refusal(message("fileRefusal.changedTooOften"));
}
