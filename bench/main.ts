import type { ChildProcess } from "node:child_process";
import path from "node:path";

import getPort from "get-port";

import { sql } from "@/tests/helpers/sql";

import { runScript } from "../scripts/lib/cli-error";
import { ensureBuild } from "../scripts/lib/ensure-build";
import { startTemporaryDatabase } from "../scripts/lib/postgres/temporary-database";
import { comparePages, type PagePair, printComparison } from "./compare-pages";
import { closePool, makeDatabase, setEnvironment, vacuum } from "./engine/bench-database";
import { benchFirstImport, printFirstImport } from "./engine/first-import";
import { printWeights, weighPages } from "./page-weight";
import { measurePages, pageAddresses, printPages } from "./pages";
import { cookieOf, startBenchPortal, stopPortal } from "./portal";
import { benchQueries } from "./queries";
import { readSizes } from "./sizes";

/**
 * `npm run bench -- mirror` stops after the mirror. `npm run bench -- against <folder>` compares
 * the pages with those of the build in another checkout, on one database.
 */
const {
  sizes: SIZES,
  words: [only, folder],
} = readSizes({
  command: "bench",
  script: "bench/main",
  full: { tickets: 20_000, rounds: 3, seconds: 8, queries: 300, samples: 8, requests: 1_000 },
  smoke: { tickets: 1_000, rounds: 1, seconds: 1, queries: 30, samples: 1, requests: 50 },
});

const say = (line: string) => process.stdout.write(`${line}\n`);

const portals: ChildProcess[] = [];

async function startPortal(root?: string): Promise<string> {
  const port = await getPort();
  portals.push(await startBenchPortal(port, root));
  return `http://127.0.0.1:${port}`;
}

async function stopPortals(): Promise<void> {
  await Promise.all(portals.splice(0).map(stopPortal));
}

/** The list and a ticket against a trivial page, the mirror against the bare driver. */
async function main(): Promise<void> {
  const server = await startTemporaryDatabase();
  try {
    setEnvironment(await makeDatabase(server, "bench"));
    const userId = await benchMirror(await makeDatabase(server, "raw"));
    if (only === "mirror") return;
    say("Building the portal in production mode, unless that is done.");
    await ensureBuild();
    if (only === "against" && folder) await compareBuilds(path.resolve(folder), userId);
    else await benchPages(await startPortal(), userId);
  } finally {
    await stopPortals();
    await closePool();
    await server.stop();
  }
}

/** Imports tickets into a HostUp account; returns its owner. */
async function benchMirror(rawUrl: string): Promise<string> {
  say(
    `Mirror: ${SIZES.tickets} tickets with their messages, in ${SIZES.rounds} rounds, each also written by the bare driver.`,
  );
  const imported = await benchFirstImport(SIZES.tickets, SIZES.rounds, rawUrl);
  say(
    `Median ratio ${(printFirstImport(imported) * 100).toFixed(0)} % (target: at least 50 %; npm run bench:mirror has more)\n`,
  );
  await sql("UPDATE ticket SET provider = 'hostup'");
  await sql(
    "UPDATE connection SET provider = 'hostup', sealed_credential = NULL, " +
      "last_read_at = now(), next_at = NULL, capabilities = '[]'",
  );
  await vacuum();
  say(`Ways to query: ${SIZES.queries} reads of tickets each, in ${SIZES.rounds} rounds.`);
  await benchQueries(SIZES.rounds, SIZES.queries);
  return imported.owner.userId;
}

async function benchPages(portal: string, userId: string): Promise<void> {
  say(
    `Pages: ten connections, ${SIZES.rounds} rounds of ${SIZES.seconds} s each, interleaved, after a warm-up.`,
  );
  const [pages, cookie] = [await pagesOf(portal), await cookieOf(userId)];
  printWeights(await weighPages(pages, cookie));
  printPages(await measurePages(pages, cookie, SIZES));
  say("Target: p95 of /tickets at most 3 times the trivial page's.");
}

/** New processes for each sample: two runs of one build differ by more than two builds do. */
async function compareBuilds(folder: string, userId: string): Promise<void> {
  say(
    `Pages of this build and of the other: ${SIZES.samples} samples of ${SIZES.requests} requests to each page, asked in turn by ten connections.`,
  );
  const cookie = await cookieOf(userId);
  const samples: Array<Map<string, PagePair>> = [];
  while (samples.length < SIZES.samples) {
    const mine = await pagesOf(await startPortal());
    const others = await pagesOf(await startPortal(folder));
    if (samples.length === 0)
      printWeights(await weighPages(mine, cookie), await weighPages(others, cookie));
    samples.push(await comparePages(mine, others, cookie, SIZES.requests));
    await stopPortals();
    say(`\nMedians of ${samples.length} samples:`);
    printComparison(samples);
  }
}

async function pagesOf(portal: string): Promise<Record<string, string>> {
  const [ticket] = await sql<{ id: string }>(
    "SELECT id FROM ticket ORDER BY activity_at DESC OFFSET 10 LIMIT 1",
  );
  return pageAddresses(portal, ticket?.id ?? "");
}

runScript(main);
