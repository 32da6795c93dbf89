import { sql } from "../../db/sql";
import type { FileStore } from "./contract";

/** In every backup, with nothing to set up. */
export const postgresStore: FileStore = {
  async put(fileId, position, bytes) {
    await sql(
      "INSERT INTO file_piece (file_id, position, bytes) VALUES ($1, $2, $3) ON CONFLICT (file_id, position) DO UPDATE SET bytes = excluded.bytes",
      [fileId, position, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)],
    );
  },
  async read(fileId, position) {
    const [row] = await sql<{ bytes: Buffer }>(
      "SELECT bytes FROM file_piece WHERE file_id = $1 AND position = $2",
      [fileId, position],
    );
    return row ? new Uint8Array(row.bytes) : null;
  },
  async erase(fileId, pieces) {
    await sql("DELETE FROM file_piece WHERE file_id = $1 AND position < $2", [fileId, pieces]);
  },
};
