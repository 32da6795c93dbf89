import { runScript } from "./lib/cli-error";
import { ROOT } from "./lib/root";
import { isExceeded, measureRules } from "./structure/rules";
import { readSourceFiles } from "./structure/source-files";

/** `npm run check:structure`: exits with 1 when a figure exceeds its limit. */
async function main(): Promise<number> {
  const rules = measureRules(readSourceFiles(ROOT));
  for (const rule of rules) {
    const figure = Number.isInteger(rule.figure) ? String(rule.figure) : rule.figure.toFixed(2);
    process.stdout.write(`${rule.name.padEnd(32)} ${figure.padStart(6)}, limit ${rule.limit}\n`);
    if (!isExceeded(rule)) continue;
    process.stdout.write("  exceeded; see first:\n");
    for (const culprit of rule.culprits) process.stdout.write(`    ${culprit}\n`);
  }
  return rules.some(isExceeded) ? 1 : 0;
}

runScript(main);
