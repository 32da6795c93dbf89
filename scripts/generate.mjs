// Writes the Prisma client and the route types. Pointing Prisma at any existing file keeps it from
// downloading a schema engine, which generating does not need.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const prisma = fileURLToPath(new URL("../node_modules/prisma/build/index.js", import.meta.url));
const run = spawnSync(process.execPath, [prisma, "generate", "--no-hints"], {
  cwd: root,
  encoding: "utf8",
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  },
});
if (run.status !== 0) {
  process.stderr.write(`The Prisma client could not be generated:\n${run.stdout}${run.stderr}\n`);
  process.exit(1);
}
