import { db } from "../../db/kysely";
import type { FileStore } from "./contract";

/** In every backup, with nothing to set up. */
export const postgresStore: FileStore = {
  async put(fileId, position, bytes) {
    await db()
      .insertInto("file_piece")
      .values({
        file_id: fileId,
        position,
        bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      })
      .onConflict((conflict) =>
        conflict
          .columns(["file_id", "position"])
          .doUpdateSet({ bytes: ({ ref }) => ref("excluded.bytes") }),
      )
      .execute();
  },
  async read(fileId, position) {
    const row = await db()
      .selectFrom("file_piece")
      .select("bytes")
      .where("file_id", "=", fileId)
      .where("position", "=", position)
      .executeTakeFirst();
    return row ? new Uint8Array(row.bytes) : null;
  },
  async erase(fileId, pieces) {
    await db()
      .deleteFrom("file_piece")
      .where("file_id", "=", fileId)
      .where("position", "<", pieces)
      .execute();
  },
};
