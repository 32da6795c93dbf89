import { readFile } from "node:fs/promises";

import { textsOf } from "../lib/i18n/texts";
import { fillFinding, unzip, verifyCaseFile } from "../lib/review/case-file/verifier/verifier.mjs";
import { verifyTexts } from "../lib/review/case-file/verify-texts";
import { CliError, runScript } from "./lib/cli-error";

/** `npm run verify-case-file -- <archive> [root hash]`: as the page inside of the archive. */
runScript(async () => {
  const [archive, root] = process.argv.slice(3);
  if (!archive) throw new CliError("Usage: npm run verify-case-file -- <archive.zip> [root hash]");
  const texts = verifyTexts(textsOf("en"));
  const bytes = await readFile(archive).catch(() => {
    throw new CliError(`The file ${archive} cannot be read.`);
  });
  const files = await unzip(bytes).catch(() => {
    throw new CliError(texts.unreadable);
  });
  const { manifest, findings } = verifyCaseFile(files, root);
  const said = findings.map((finding) =>
    fillFinding(Object(texts.findings)[finding.code], finding),
  );
  if (said.length > 0) throw new CliError([texts.bad, ...said].join("\n"));
  const good = root ? texts.good : texts.goodWithoutRoot;
  process.stdout.write(`${fillFinding(good, manifest)}\n`);
});
