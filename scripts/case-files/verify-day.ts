import { pool } from "../../lib/db/pool";
import { verifyDay } from "../../lib/review/case-file/verify-day";
import { CliError, runScript } from "../lib/cli-error";
import { say } from "../lib/progress";

const USAGE = "Usage: npm run verify-day -- <organization id> <YYYY-MM-DD> [root hash]";

/** `npm run verify-day`: computes the hash of a day's log again. A root hash may come from an email. */
runScript(async () => {
  const [organizationId, day = "", given] = process.argv.slice(3);
  if (!organizationId || !/^\d{4}-\d\d-\d\d$/.test(day)) throw new CliError(USAGE);
  const { kept, computed, isEqual } = await verifyDay({ organizationId, day }, given);
  await pool().end();
  say(`Computed  ${computed.root}`);
  say(`Kept      ${kept ?? "none for this day"}`);
  if (given) say(`Given     ${given}`);
  say(`${computed.entries} entries, ${computed.caseFiles.length} case files`);
  if (kept === null && !given) throw new CliError("There is nothing to compare it with.");
  say(isEqual ? "Equal." : "NOT equal: the log, a case file or the hash before it was changed.");
  return isEqual ? 0 : 1;
});
