import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

import type { Durability } from "./cluster";
import { type EmbeddedDatabase, startEmbeddedDatabase } from "./embedded-database";

/** `stop` removes the folder. "durable" has production's settings. */
export async function startTemporaryDatabase(
  durability: Durability = "fast",
): Promise<EmbeddedDatabase> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "ticketbridge-database-"));
  // As root, PostgreSQL's own user must be able to enter.
  await chmod(folder, 0o755);
  const server = await startEmbeddedDatabase({
    folder: path.join(folder, "postgres"),
    password: randomBytes(16).toString("hex"),
    durability,
  });
  return {
    ...server,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
