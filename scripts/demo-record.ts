import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

import { makeTimeline } from "../sandbox/timeline/make-timeline";
import { lastDays } from "./demo/record/last-days";
import { recordDemo, RECORDING_ENDS_AT } from "./demo/record/record-demo";
import { RECORDING_FOLDER, writeRecording } from "./demo/recording/recording";
import { CliError, errorMessage, runScript } from "./lib/cli-error";
import { say } from "./lib/progress";

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;
const SHOWN_EVERY_S = 10;

const USAGE =
  "npm run demo:record -- [--days <number>] [--out <folder>]: the last days of the history only, " +
  "and to another folder than the demo's.";

/** `npm run demo:record`: records the history that the demo begins with. */
runScript(async () => {
  const from = machineSeconds();
  const { days, out } = options();
  const length = days * DAY_MS;
  const timeline = lastDays(makeTimeline(RECORDING_ENDS_AT), length);
  say(
    `Recording ${days} days with ${timeline.length} actions at both sandboxes: people and providers act, ` +
      "and the portal reads, each at its time. A year takes some minutes.",
  );
  let shown = machineSeconds();
  const recorded = await recordDemo({
    timeline,
    length,
    onProgress(done, of) {
      if (machineSeconds() - shown < SHOWN_EVERY_S) return;
      shown = machineSeconds();
      say(`  · ${done} of ${of} steps`);
    },
  });
  await mkdir(out, { recursive: true });
  say("  · Compressing");
  const bytes = await writeRecording(out, recorded.recording, recorded.summary);
  const { inPortal, refused, readings } = recorded;
  say(
    `${readings} readings; ${inPortal} tickets and replies written in the portal, ${refused} refused. ` +
      `${(bytes / 1_000_000).toFixed(2)} MB in ${path.relative(process.cwd(), out) || "."}, ` +
      `after ${Math.round(machineSeconds() - from)} s.`,
  );
});

/** Recording sets every other clock. */
function machineSeconds(): number {
  return Number(process.hrtime.bigint() / 1_000_000n) / 1_000;
}

interface RecordArguments {
  days: number;
  out: string;
}

/** Throws a CliError for a wrong option. */
function options(): RecordArguments {
  try {
    const { values } = parseArgs({
      args: process.argv.slice(3),
      options: { days: { type: "string" }, out: { type: "string" } },
    });
    const days = Number(values.days ?? YEAR_DAYS);
    if (!Number.isInteger(days) || days < 1 || days > YEAR_DAYS)
      throw new Error("--days is 1 to 365.");
    return { days, out: path.resolve(values.out ?? RECORDING_FOLDER) };
  } catch (error) {
    throw new CliError(`${errorMessage(error)} ${USAGE}`, { cause: error });
  }
}
