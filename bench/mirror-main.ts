import { runScript } from "../scripts/lib/cli-error";
import { startTemporaryDatabase } from "../scripts/lib/postgres/temporary-database";
import { closePool, makeDatabase, setEnvironment } from "./engine/bench-database";
import { benchFirstImport, type FirstImport, printFirstImport } from "./engine/first-import";
import {
  type ListBesideImport,
  listBesideImport,
  LOOKS_PER_SECOND,
  pageBesideImport,
} from "./engine/list-beside-import";
import { measureMemory } from "./engine/memory";
import { measureSizes } from "./engine/sizes";
import { sweepConversations } from "./engine/unchanged-conversations";
import { sweepBesideBare, sweepUnchanged } from "./engine/unchanged-sweep";
import { benchWorkers, type Provider } from "./engine/workers";
import { median, printTable } from "./figures";
import { type BenchPart, type MirrorBenchOptions, mirrorBenchOptions } from "./mirror-options";

const say = (line = "") => process.stdout.write(`${line}\n`);
const count = (value: number) => value.toFixed(0);
const seconds = (milliseconds: number) => (milliseconds / 1_000).toFixed(2);
const times = (value: number) => value.toFixed(2);

/** False once a target was missed. */
let isMet = true;

function judge(
  what: string,
  value: number,
  limit: number,
  way: "at least" | "at most",
  unit = "",
): void {
  const met = way === "at least" ? value >= limit : value <= limit;
  isMet &&= met;
  say(
    `${met ? "  met" : "  MISSED"}: ${what}: ${times(value)}${unit} (target: ${way} ${limit}${unit})\n`,
  );
}

/** Many short rounds, so that other load affects both sides alike. */
const IMPORT_ROUNDS = 10;

async function firstImport({ tickets }: MirrorBenchOptions, rawUrl: string): Promise<FirstImport> {
  say(
    `First import of ${tickets} tickets with messages, services, events, search words and raw JSON, in ${IMPORT_ROUNDS} rounds; after each the bare driver writes the same rows into a database of its own.`,
  );
  const done = await benchFirstImport(tickets, IMPORT_ROUNDS, rawUrl);
  const ratio = printFirstImport(done);
  say(`${times(done.rowsOfTicket)} rows a ticket.`);
  judge("first import, rows/s of the engine / rows/s of the driver", ratio, 0.7, "at least");
  return done;
}

async function unchanged(
  { tickets, rounds }: MirrorBenchOptions,
  { connectionId, rounds: imported, rowsOfTicket }: FirstImport,
): Promise<void> {
  say(
    `The same account again, nothing changed; pages of 100 are made in the process that sweeps, at its cost.`,
  );
  const importMs = imported.reduce((total, { engineMs }) => total + engineMs, 0);
  const sweeps = [];
  for (let round = 0; round < rounds; round++)
    sweeps.push({
      plain: await sweepUnchanged(connectionId, tickets, false),
      full: await sweepUnchanged(connectionId, tickets, true),
    });
  printTable(
    [
      "unchanged sweep",
      "s",
      "tickets/s",
      "s when full",
      "tickets/s when full",
      "n_tup_upd, mirror",
      "other writes, mirror",
      "updates of the connection's row",
    ],
    sweeps.map(({ plain, full }, round) => [
      `round ${round + 1}`,
      seconds(plain.milliseconds),
      count((tickets / plain.milliseconds) * 1_000),
      seconds(full.milliseconds),
      count((tickets / full.milliseconds) * 1_000),
      String(plain.mirrorUpdates + full.mirrorUpdates),
      String(plain.mirrorWrites + full.mirrorWrites - plain.mirrorUpdates - full.mirrorUpdates),
      `${plain.connectionUpdates} + ${full.connectionUpdates}`,
    ]),
  );
  const faster = median(sweeps.map(({ plain }) => importMs / plain.milliseconds));
  say(
    `Like with like: the first import wrote ${count((tickets / importMs) * 1_000)} tickets/s (${count(((tickets * rowsOfTicket) / importMs) * 1_000)} rows/s in all tables), the sweep checked ${times(faster)} times as many tickets a second, and so as many rows.`,
  );
  judge("unchanged sweep, tickets/s / first import, tickets/s", faster, 10, "at least");
  judge(
    "n_tup_upd of a ticket's tables",
    Math.max(...sweeps.map(({ plain, full }) => plain.mirrorUpdates + full.mirrorUpdates)),
    0,
    "at most",
  );
}

/** Of a provider call over a network. */
const CALL_MS = 50;
/** With slow calls, more pages would only take longer. */
const MAX_WITH_LATENCY = 20_000;

async function besideBare(
  { tickets, rounds }: MirrorBenchOptions,
  { owner }: FirstImport,
): Promise<void> {
  const compare = async (size: number, answersAfterMs?: number) => {
    const figures = await sweepBesideBare(owner, size, rounds, answersAfterMs);
    printTable(
      ["wall time", "bare s", "sweep s", "full sweep s", "sweep / bare", "full / bare"],
      figures.map(({ bareMs, sweepMs, fullMs }, round) => [
        `round ${round + 1}`,
        seconds(bareMs),
        seconds(sweepMs),
        seconds(fullMs),
        times(sweepMs / bareMs),
        times(fullMs / bareMs),
      ]),
    );
    return median(figures.map(({ bareMs, sweepMs }) => sweepMs / bareMs));
  };
  const size = Math.min(tickets, MAX_WITH_LATENCY);
  say(
    `An account of ${size} tickets at the HostUp sandbox over HTTP, 100 a page, ${CALL_MS} ms a call: read through the provider's session with nothing else, swept, and swept in full, by turns.`,
  );
  judge("unchanged sweep, wall time / bare reading", await compare(size, CALL_MS), 1.2, "at most");
  say(
    `The same with ${tickets} tickets and a sandbox that answers as fast as it can, on the same two cores: no provider does.`,
  );
  say(`Sweep / bare: ${times(await compare(tickets))}\n`);
}

async function list({ rounds }: MirrorBenchOptions, { owner }: FirstImport): Promise<void> {
  const show = (figures: ListBesideImport[]) =>
    printTable(
      [
        "list",
        "p50 idle ms",
        "p95 idle ms",
        "p50 beside ms",
        "p95 beside ms",
        "p95 beside / idle",
        "tickets/s imported",
      ],
      figures.map((figure, round) => [
        `round ${round + 1}`,
        times(figure.idleP50),
        times(figure.idleP95),
        times(figure.busyP50),
        times(figure.busyP95),
        times(figure.busyP95 / figure.idleP95),
        count(figure.importedPerSecond),
      ]),
    );
  const ratio = (figures: ListBesideImport[]) =>
    median(figures.map(({ idleP95, busyP95 }) => busyP95 / idleP95));
  say(
    `The list's page of the built portal over HTTP, ${LOOKS_PER_SECOND} times a second over ten connections; by turns alone and beside an import of the same organization that goes as fast as it can.`,
  );
  const pages = await pageBesideImport(owner, rounds, 8);
  show(pages);
  judge("list p95 beside an import / idle", ratio(pages), 2, "at most");
  say("What of it is the database: the same list asked for by its query, in a process of its own.");
  const queries = await listBesideImport(owner, rounds, 5_000);
  show(queries);
  say(`p95 beside / idle: ${times(ratio(queries))}\n`);
}

/** Each of them is one call in the first import. */
const MAX_CONVERSATIONS = 10_000;

async function conversations({ tickets }: MirrorBenchOptions): Promise<void> {
  const size = Math.min(tickets, MAX_CONVERSATIONS);
  say(
    `An account of ${size} tickets with conversations at the Upsun sandbox over HTTP: imported, then swept in full with nothing changed.`,
  );
  const { importMs, sweepMs, calls, comments } = await sweepConversations(size);
  printTable(
    ["tickets", "import s", "unchanged s", "calls, unchanged", "of them for comments"],
    [[String(size), seconds(importMs), seconds(sweepMs), String(calls), String(comments)]],
  );
  judge("calls for comments where nothing moved", comments, 0, "at most");
}

async function memory({ tickets }: MirrorBenchOptions): Promise<void> {
  say("Memory of a process above what it had before, each reading in a new process.");
  const figures = [];
  for (const size of [...new Set([1_000, Math.max(1_000, tickets / 10), tickets])])
    figures.push(await measureMemory(size));
  printTable(
    ["tickets", "first import MB", "unchanged full sweep MB"],
    figures.map(({ tickets: size, importMb, sweepMb }) => [
      String(size),
      count(importMb),
      count(sweepMb),
    ]),
  );
  judge(
    "highest memory above the start",
    Math.max(...figures.flatMap(({ importMb, sweepMb }) => [importMb, sweepMb])),
    200,
    "at most",
    " MB",
  );
}

async function workers({ connections, rounds }: MirrorBenchOptions): Promise<void> {
  const compare = async (provider: Provider) => {
    const figures = await benchWorkers(connections, rounds, provider, CALL_MS);
    printTable(
      [
        "workers",
        "1 worker s",
        "4 workers s",
        "connections/s, 1",
        "connections/s, 4",
        "times as fast",
      ],
      figures.map(({ oneMs, fourMs }, round) => [
        `round ${round + 1}`,
        seconds(oneMs),
        seconds(fourMs),
        count((connections / oneMs) * 1_000),
        count((connections / fourMs) * 1_000),
        times(oneMs / fourMs),
      ]),
    );
    return median(figures.map(({ oneMs, fourMs }) => oneMs / fourMs));
  };
  say(
    `${connections} connections due at once, five calls each at the HostUp sandbox over HTTP, which takes ${CALL_MS} ms for one: one worker and four (processes) on one queue, by turns, all on the same cores as the sandbox and the database.`,
  );
  judge("4 workers / 1 worker", await compare("sandbox"), 3.5, "at least");
  say(
    "The same with a provider that waits in the worker itself and takes hardly any " +
      "processor: what the engine and the queue themselves bear.",
  );
  say(`4 workers / 1 worker: ${times(await compare("in-process"))}\n`);
}

/** Enough for sizes to settle. */
const SIZED_TICKETS = 10_000;

async function sizes({ tickets }: MirrorBenchOptions): Promise<void> {
  const size = Math.min(tickets, SIZED_TICKETS);
  say(
    `Sizes, from ${size} tickets on a server with the settings of production: the constants of bench/scale-measured.ts.`,
  );
  const figures = await measureSizes(size);
  printTable(
    ["a ticket", "rows", "bytes", "bytes of indexes"],
    figures.tables.map(({ name, rows, heap, indexes }) => [
      name,
      times(rows),
      count(heap),
      count(indexes),
    ]),
  );
  const { tables: _tables, ...rest } = figures;
  for (const [name, value] of Object.entries(rest)) say(`${name}: ${times(value)}`);
}

/** Exits with 1 when a target is missed. */
runScript(async () => {
  const asked = mirrorBenchOptions();
  const server = await startTemporaryDatabase();
  try {
    setEnvironment(await makeDatabase(server, "bench"));
    const rawUrl = await makeDatabase(server, "raw");
    const needsImport = ["import", "unchanged", "bare", "list"].some((part) =>
      asked.parts.has(part as BenchPart),
    );
    if (needsImport) {
      const imported = await firstImport(asked, rawUrl);
      if (asked.parts.has("unchanged")) await unchanged(asked, imported);
      if (asked.parts.has("bare")) await besideBare(asked, imported);
      if (asked.parts.has("list")) await list(asked, imported);
    }
    if (asked.parts.has("conversations")) await conversations(asked);
    if (asked.parts.has("memory")) await memory(asked);
    if (asked.parts.has("workers")) await workers(asked);
    if (asked.parts.has("sizes")) await sizes(asked);
    return isMet ? 0 : 1;
  } finally {
    await closePool();
    await server.stop();
  }
});
