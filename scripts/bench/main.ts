import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import getPort from "get-port";
import { db } from "../../lib/db/client";
import { migrate } from "../../lib/db/migrate";
import { pool } from "../../lib/db/pool";
import { sql } from "../../lib/db/sql";
import { findProvider } from "../../lib/providers/registry";
import { runScript } from "../lib/problem";
import { startTemporaryDatabase } from "../lib/temporary-database";
import { median, printTable } from "./figures";
import { importThroughDriver, importThroughMirror, type Speed } from "./mirror";
import { measurePage, type PageFigures } from "./pages";
import { buildPortal, cookieOf, startPortal, stopPortal } from "./portal";

const TICKETS = 20_000;
const ROUNDS = 3;
const SECONDS = 8;

/** `npm run bench -- mirror` stops after the mirror. */
const only = process.argv[2];

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Prints, from one run on an embedded PostgreSQL: the list and a ticket next to a trivial page of the same build, and the mirror next to the bare driver. */
async function main(): Promise<void> {
  const server = await startTemporaryDatabase();
  const port = await getPort();
  Object.assign(process.env, {
    DATABASE_URL: server.url("bench"), NEXTAUTH_SECRET: randomBytes(32).toString("hex"), NEXTAUTH_URL: `http://127.0.0.1:${port}`,
    CREDENTIAL_KEYS: `bench:${randomBytes(32).toString("base64")}`, LOG_LEVEL: "error",
  });
  let portal: ChildProcess | undefined;
  try {
    await sqlOnce(server.url("postgres"), "CREATE DATABASE bench");
    await migrate({ databaseUrl: server.url("bench") });
    const target = await makeTarget();
    await benchMirror(target);
    if (only === "mirror") return;
    say("Building the portal in production mode, with the trivial page.");
    buildPortal();
    portal = await startPortal(port);
    await benchPages(port, target.userId);
  } finally {
    if (portal) await stopPortal(portal);
    await db().$disconnect();
    await pool().end();
    await server.stop();
  }
}

async function sqlOnce(url: string, statement: string): Promise<void> {
  const { Client } = (await import("pg")).default;
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

async function makeTarget() {
  const organization = await db().organization.create({ data: { name: "Bench" } });
  const user = await db().user.create({ data: { email: "bench@example.com", name: "Bench", passwordHash: "-", timeZone: "Europe/Stockholm", language: "en-GB", memberships: { create: { organizationId: organization.id } } } });
  const connection = await db().connection.create({ data: { organizationId: organization.id, provider: "hostup", label: "Bench hosting", createdById: user.id } });
  const provider = findProvider("hostup");
  if (!provider) throw new Error("There is no HostUp provider.");
  return { connectionId: connection.id, organizationId: organization.id, provider, userId: user.id };
}

async function benchMirror(target: Awaited<ReturnType<typeof makeTarget>>): Promise<void> {
  say(`Mirror: ${TICKETS} tickets with their messages, in ${ROUNDS} rounds, each also written by the bare driver.`);
  const newest = new Date();
  const share = Math.floor(TICKETS / ROUNDS / 100) * 100;
  const rows: string[][] = [];
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const count = round === ROUNDS - 1 ? TICKETS - share * (ROUNDS - 1) : share;
    const mirror = await importThroughMirror(target, round * share, count, newest);
    const driver = await importThroughDriver(target, round * share, count, newest);
    ratios.push(perSecond(mirror) / perSecond(driver));
    rows.push([`round ${round + 1}`, String(mirror.rows), perSecond(mirror).toFixed(0), perSecond(driver).toFixed(0), `${((ratios.at(-1) ?? 0) * 100).toFixed(0)} %`]);
  }
  printTable(["first import", "rows", "mirror rows/s", "driver rows/s", "ratio"], rows);
  say(`Median ratio ${(median(ratios) * 100).toFixed(0)} % (target: at least 50 %)\n`);
  await sql("UPDATE connection SET last_read_at = now(), capabilities = '[]'");
  await sql("VACUUM ANALYZE");
}

const perSecond = (speed: Speed): number => (speed.rows / speed.milliseconds) * 1_000;

async function benchPages(port: number, userId: string): Promise<void> {
  const cookie = await cookieOf(userId);
  const [ticket] = await sql<{ id: string }>("SELECT id FROM ticket ORDER BY activity_at DESC OFFSET 10 LIMIT 1");
  const pages: Record<string, string> = { trivial: "/trivial", "/tickets": "/tickets", "/tickets/[id]": `/tickets/${ticket?.id}` };
  say(`Pages: ten connections, ${ROUNDS} rounds of ${SECONDS} s each, interleaved, after a warm-up.`);
  const figures = new Map<string, PageFigures[]>(Object.keys(pages).map((name) => [name, []]));
  for (const address of Object.values(pages)) await measurePage(`http://127.0.0.1:${port}${address}`, cookie, 3);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, address] of Object.entries(pages)) figures.get(name)?.push(await measurePage(`http://127.0.0.1:${port}${address}`, cookie, SECONDS));
  }
  const of = (name: string, what: keyof PageFigures) => median((figures.get(name) ?? []).map((figure) => figure[what]));
  const ratio = (name: string, what: keyof PageFigures) => (of(name, what) / of("trivial", what)).toFixed(2);
  printTable(
    ["page", "p50 ms", "p95 ms", "requests/s", "p50 / trivial", "p95 / trivial"],
    Object.keys(pages).map((name) => [name, of(name, "p50").toFixed(1), of(name, "p95").toFixed(1), of(name, "perSecond").toFixed(0), ratio(name, "p50"), ratio(name, "p95")]),
  );
  say("Target: p95 of /tickets at most 3 times the trivial page's.");
}

runScript(main);
