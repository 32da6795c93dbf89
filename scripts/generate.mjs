// Writes the Prisma client; the type of the English messages, by which the compiler checks keys and
// arguments; and the texts of the error page. Pointing Prisma at any existing file keeps it from
// downloading a schema engine, which generating does not need.
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

const catalogOf = (language) =>
  JSON.parse(readFileSync(new URL(`../messages/${language}.json`, import.meta.url), "utf8"));
const [en, sv] = [catalogOf("en"), catalogOf("sv")];
writeFileSync(
  new URL("../messages/en.d.json.ts", import.meta.url),
  `declare const messages: ${JSON.stringify(en, null, 2)};\nexport default messages;\n`,
);

// Where the root layout fails, no text has come from the server. Every page loads these.
const ofErrorPage = ({ common: { tryAgain }, problemPage }) => {
  const { error, errorCode, errorHint, reference } = problemPage;
  return { common: { tryAgain }, problemPage: { error, errorCode, errorHint, reference } };
};
writeFileSync(
  new URL("../messages/error-page.json", import.meta.url),
  `${JSON.stringify({ en: ofErrorPage(en), sv: ofErrorPage(sv) }, null, 2)}\n`,
);
