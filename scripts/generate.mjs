// Writes the Prisma client; the type of the English messages, by which the compiler checks keys and
// arguments; the texts of the error page; and the scripts of case files. `--texts` leaves out the client.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

if (!process.argv.includes("--texts")) generateClient();
generateTexts();
generateCaseFileScripts();

function generateClient() {
  const prisma = fileURLToPath(new URL("../node_modules/prisma/build/index.js", import.meta.url));
  const run = spawnSync(process.execPath, [prisma, "generate", "--no-hints"], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    encoding: "utf8",
    env: {
      ...process.env,
      // Any existing file keeps Prisma from downloading an engine, which generating does not need.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  });
  if (run.status === 0) return;
  process.stderr.write(`The Prisma client could not be generated:\n${run.stdout}${run.stderr}\n`);
  process.exit(1);
}

function generateTexts() {
  const [en, sv] = [catalogOf("en"), catalogOf("sv")];
  write(
    "en.d.json.ts",
    `declare const messages: ${JSON.stringify(en, null, 2)};\nexport default messages;\n`,
  );
  const errorPage = { en: ofErrorPage(en), sv: ofErrorPage(sv) };
  write("error-page.json", `${JSON.stringify(errorPage, null, 2)}\n`);
}

/** As text for `verify.html`, where they are one script. */
function generateCaseFileScripts() {
  const folder = new URL("../lib/review/case-file/verifier/", import.meta.url);
  const scriptOf = (name) =>
    readFileSync(new URL(name, folder), "utf8")
      .replace(/^import .*;\n/gm, "")
      .replace(/^export /gm, "");
  const scripts = { verifier: scriptOf("verifier.mjs"), page: scriptOf("page.mjs") };
  writeIfChanged(new URL("scripts.json", folder), `${JSON.stringify(scripts)}\n`);
}

function catalogOf(language) {
  return JSON.parse(readFileSync(new URL(`../messages/${language}.json`, import.meta.url), "utf8"));
}

// Where the root layout fails, no text has come from the server. Every page loads these.
function ofErrorPage({ common: { tryAgain }, problemPage }) {
  const { error, errorCode, errorHint, reference } = problemPage;
  return { common: { tryAgain }, problemPage: { error, errorCode, errorHint, reference } };
}

function write(name, content) {
  writeIfChanged(new URL(`../messages/${name}`, import.meta.url), content);
}

function writeIfChanged(file, content) {
  // Others may be reading it.
  if (!existsSync(file) || readFileSync(file, "utf8") !== content) writeFileSync(file, content);
}
