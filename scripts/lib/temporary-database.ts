import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

import { type EmbeddedDatabase, startEmbeddedDatabase } from "./embedded-database";
import type { Durability } from "./postgres-cluster";

/** A database server in a folder of its own that is gone after `stop`. "fast" is as forgetful as a test may be; "durable" has the settings of production. */
export async function startTemporaryDatabase(
  durability: Durability = "fast",
): Promise<EmbeddedDatabase> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "ticketbridge-database-"));
  // Whoever runs the server as root needs its other user to get in.
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
