import { parseArgs } from "node:util";

import { CliError } from "../scripts/lib/cli-error";
import { argumentsOf, printUsage, sizeOf } from "./sizes";

const PARTS = [
  "import",
  "unchanged",
  "bare",
  "list",
  "conversations",
  "memory",
  "workers",
  "sizes",
] as const;
export type BenchPart = (typeof PARTS)[number];

export interface MirrorBenchOptions {
  tickets: number;
  rounds: number;
  connections: number;
  parts: ReadonlySet<BenchPart>;
}

const FULL = { tickets: "100000", rounds: "3", connections: "200", only: PARTS.join(",") };
const SMOKE = { tickets: "1000", rounds: "1", connections: "5", only: "import,unchanged,bare" };

/** Throws a CliError for a wrong option. */
export function mirrorBenchOptions(): MirrorBenchOptions {
  const { values } = parseArgs({
    args: argumentsOf("bench/mirror-main"),
    options: {
      tickets: { type: "string" },
      rounds: { type: "string" },
      connections: { type: "string" },
      only: { type: "string" },
      smoke: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    printUsage("bench:mirror", [
      ["--smoke", "tries the command at small sizes; its figures mean nothing"],
      ["--tickets <n>", `thousands; ${FULL.tickets}; with --smoke ${SMOKE.tickets}`],
      ["--rounds <n>", `${FULL.rounds}; with --smoke ${SMOKE.rounds}`],
      ["--connections <n>", `${FULL.connections}; with --smoke ${SMOKE.connections}`],
      ["--only <parts>", `${FULL.only}; with --smoke ${SMOKE.only}`],
    ]);
  }
  const given = { ...(values.smoke ? SMOKE : FULL), ...values };
  const parts = given.only.split(",");
  const unknown = parts.filter((part) => !PARTS.some((known) => known === part));
  if (unknown.length > 0)
    throw new CliError(`--only takes ${PARTS.join(", ")}; there is no ${unknown.join(", ")}.`);
  const tickets = sizeOf("tickets", given.tickets);
  if (tickets % 1_000 !== 0) throw new CliError("--tickets takes thousands.");
  return {
    tickets,
    rounds: sizeOf("rounds", given.rounds),
    connections: sizeOf("connections", given.connections),
    parts: new Set(parts as BenchPart[]),
  };
}
