// Writes the Prisma client, and the type of the English messages, by which the compiler checks keys
// and arguments. Pointing Prisma at any existing file keeps it from downloading a schema engine,
// which generating does not need.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
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

const messages = new URL("../messages/en.json", import.meta.url);
const text = JSON.stringify(JSON.parse(readFileSync(messages, "utf8")), null, 2);
writeFileSync(
  new URL("../messages/en.d.json.ts", import.meta.url),
  `declare const messages: ${text};\nexport default messages;\n`,
);
