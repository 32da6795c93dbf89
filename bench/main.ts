import type { ChildProcess } from "node:child_process";

import getPort from "get-port";

import { sql } from "@/tests/helpers/sql";

import { runScript } from "../scripts/lib/cli-error";
import { ensureBuild } from "../scripts/lib/ensure-build";
import { startTemporaryDatabase } from "../scripts/lib/temporary-database";
import { closePool, makeDatabase, setEnvironment } from "./engine/bench-database";
import { benchFirstImport, printFirstImport } from "./engine/first-import";
import { median, printTable } from "./figures";
import { measurePage, type PageFigures } from "./pages";
import { cookieOf, startBenchPortal, stopPortal } from "./portal";
import { readSizes } from "./sizes";

/** `npm run bench -- mirror` stops after the mirror. */
const {
  sizes: SIZES,
  words: [only],
} = readSizes({
  command: "bench",
  script: "bench/main",
  full: { tickets: 20_000, rounds: 3, seconds: 8 },
  smoke: { tickets: 1_000, rounds: 1, seconds: 1 },
});

const say = (line: string) => process.stdout.write(`${line}\n`);

/** The list and a ticket against a trivial page, the mirror against the bare driver. */
async function main(): Promise<void> {
  const server = await startTemporaryDatabase();
  let portal: ChildProcess | undefined;
  try {
    setEnvironment(await makeDatabase(server, "bench"));
    const userId = await benchMirror(await makeDatabase(server, "raw"));
    if (only === "mirror") return;
    say("Building the portal in production mode, unless that is done.");
    await ensureBuild();
    const port = await getPort();
    portal = await startBenchPortal(port);
    await benchPages(port, userId);
  } finally {
    if (portal) await stopPortal(portal);
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
  await sql("VACUUM ANALYZE");
  return imported.owner.userId;
}

async function benchPages(port: number, userId: string): Promise<void> {
  const cookie = await cookieOf(userId);
  const [ticket] = await sql<{ id: string }>(
    "SELECT id FROM ticket ORDER BY activity_at DESC OFFSET 10 LIMIT 1",
  );
  const pages: Record<string, string> = {
    trivial: "/trivial",
    "/tickets": "/tickets",
    "/tickets/[id]": `/tickets/${ticket?.id}`,
  };
  say(
    `Pages: ten connections, ${SIZES.rounds} rounds of ${SIZES.seconds} s each, interleaved, after a warm-up.`,
  );
  const figures = new Map<string, PageFigures[]>(Object.keys(pages).map((name) => [name, []]));
  for (const address of Object.values(pages))
    await measurePage(`http://127.0.0.1:${port}${address}`, cookie, 3);
  for (let round = 0; round < SIZES.rounds; round++) {
    for (const [name, address] of Object.entries(pages))
      figures
        .get(name)
        ?.push(await measurePage(`http://127.0.0.1:${port}${address}`, cookie, SIZES.seconds));
  }
  const of = (name: string, what: keyof PageFigures) =>
    median((figures.get(name) ?? []).map((figure) => figure[what]));
  const ratio = (name: string, what: keyof PageFigures) =>
    (of(name, what) / of("trivial", what)).toFixed(2);
  printTable(
    ["page", "p50 ms", "p95 ms", "requests/s", "p50 / trivial", "p95 / trivial"],
    Object.keys(pages).map((name) => [
      name,
      of(name, "p50").toFixed(1),
      of(name, "p95").toFixed(1),
      of(name, "perSecond").toFixed(0),
      ratio(name, "p50"),
      ratio(name, "p95"),
    ]),
  );
  say("Target: p95 of /tickets at most 3 times the trivial page's.");
}

runScript(main);
