import { parseArgs } from "node:util";

import { CliError, runScript } from "../scripts/lib/cli-error";
import { printTable } from "./figures";
import { MEASURED } from "./scale-measured";
import { type Assumptions, loadOf, USUAL } from "./scale-model";
import { argumentsOf, printUsage } from "./sizes";

const SMOKE = { organizations: 10 } satisfies Partial<Assumptions>;

const say = (line = "") => process.stdout.write(`${line}\n`);

/** Each assumption has an option of its name. Throws a CliError for a wrong one. */
function assumptions(): Assumptions {
  const names = Object.keys(USUAL) as Array<keyof Assumptions>;
  const { values } = parseArgs({
    args: argumentsOf("bench/scale"),
    options: {
      ...Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
      smoke: { type: "boolean" as const },
      help: { type: "boolean" as const },
    },
  });
  if (values.help) {
    printUsage("scale", [
      ["--smoke", `computes for ${SMOKE.organizations} organizations`],
      ...names.map((name) => [`--${name} <n>`, String(USUAL[name])] as const),
    ]);
  }
  const texts: Record<string, unknown> = values;
  const given = names.flatMap((name) => {
    const text = texts[name];
    if (typeof text !== "string") return [];
    const value = Number(text);
    if (!Number.isFinite(value) || value < 0) throw new CliError(`--${name} is a number.`);
    return [[name, value] as const];
  });
  return { ...USUAL, ...(values.smoke ? SMOKE : {}), ...Object.fromEntries(given) };
}

const whole = (value: number) =>
  Number.isFinite(value) ? Math.round(value).toLocaleString("en") : "none too large";
const bytes = (value: number) =>
  value >= 1e12 ? `${(value / 1e12).toFixed(1)} TB` : `${(value / 1e9).toFixed(0)} GB`;
const percent = (value: number) => `${(value * 100).toFixed(0)} %`;

/** E.g. `npm run scale -- --organizations 500`. */
runScript(async () => {
  const given = assumptions();
  const load = loadOf(given, MEASURED);
  say("Assumed:");
  printTable(
    ["", ""],
    Object.entries(given).map(([name, value]) => [name, String(value)]),
  );
  say("\nNeeded:");
  printTable(
    ["", ""],
    [
      ["sweeps a second", whole(load.sweepsPerSecond)],
      ["calls a minute, all providers", whole(load.callsPerMinute)],
      ["calls a minute of one looked-at account", load.callsPerMinuteOfOne.toFixed(1)],
      ["  of its limit", percent(load.shareOfLimit)],
      ["largest account within the limit, looked at", `${whole(load.mostTickets.wanted)} tickets`],
      ["largest account within the limit, tickets open", `${whole(load.mostTickets.open)} tickets`],
      ["reads under way at once", whole(load.readsUnderWay)],
      ["workers or function calls at once", whole(load.workers)],
      ["  their processors", `${load.workerCores.toFixed(1)} cores`],
      ["  their database connections", whole(load.databaseConnections)],
      ["commits a second", whole(load.commitsPerSecond)],
      ["of the measured queue rate of one process", percent(load.shareOfQueue)],
      ["tickets", whole(load.tickets)],
      ["rows", whole(load.rows)],
      ["tables", bytes(load.heapBytes)],
      ["indexes", bytes(load.indexBytes)],
      ["log of all first imports", bytes(load.importWalBytes)],
      ["log a day", bytes(load.walBytesPerDay)],
      ["runs a day", whole(load.runsPerDay)],
      [`runs of ${given.runDays} days`, bytes(load.runBytes)],
    ],
  );
});
