import { setTimeout as wait } from "node:timers/promises";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { findProvider } from "@/lib/providers/registry";
import { useTestDatabase } from "@/tests/helpers/database";
import { type MirrorChild, startMirrorChild } from "@/tests/helpers/mirror/child";
import {
  expectGone,
  expectNothingLeft,
  expectRevisionsOnce,
  expectSameMirror,
  writtenRows,
} from "@/tests/helpers/mirror/compare";
import {
  countPagesBefore,
  type Gateway,
  hostupPage,
  startGateway,
  upsunPage,
} from "@/tests/helpers/mirror/gateway";
import { expectEventsReplay } from "@/tests/helpers/mirror/replay";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { hostupAccounts, upsunAccounts } from "../../../sandbox/accounts";
import { Random } from "../../../sandbox/shared/random";
import {
  type HostupSandbox,
  startHostupSandbox,
  startUpsunSandbox,
  type UpsunSandbox,
} from "../../../sandbox/start";

/** Processes that are killed, and about a tenth as many that are stopped. */
const KILLS = Number(process.env.KILLS ?? 6);
const STOPS = Math.max(2, Math.ceil(KILLS / 10));
const SEED = Number(process.env.KILLS_SEED ?? Date.now() % 1_000_000_000);
const KILLS_OF_ONE_MIRROR = 3;
const TIMEOUT_MS = 60_000 + KILLS * 20_000;
const ACCOUNT = hostupAccounts.northwind.id;

useTestDatabase();

interface MirroredProvider {
  provider: "hostup" | "upsun";
  key: string;
  control: HostupSandbox["control"] | UpsunSandbox["control"];
  gateway: Gateway;
  /** Fewest and most tickets of an account, and calls for each of them. */
  tickets: [number, number];
  /** The place of a checkpoint as the gateway's pages name it. */
  placeOf: (from: string) => string;
}

const chance = new Random(SEED);
let hostupPageSize = 10;
let stop: Array<() => Promise<void>> = [];
let mirrored: MirroredProvider[] = [];
/** The tickets that a test has filed itself. */
const filed = new Set<string>();
let viewer: Viewer;
/** The next child, which starts while others are at work. */
let spare: Promise<MirrorChild>;

beforeAll(async () => {
  const [hostup, upsun] = await Promise.all([
    startHostupSandbox({ seed: "empty-accounts", rateLimit: { limit: 1_000_000, windowS: 60 } }),
    startUpsunSandbox({ seed: "empty-accounts", rateLimit: { limit: 1_000_000, windowS: 60 } }),
  ]);
  const [toHostup, toUpsun] = await Promise.all([
    startGateway({
      target: hostup.url,
      pageOf: hostupPage,
      onwards: (path) => path.replace(/(tickets\?.*limit=)100/, `$1${hostupPageSize}`),
    }),
    startGateway({ target: upsun.url, pageOf: upsunPage }),
  ]);
  process.env.HOSTUP_API_URL = `${toHostup.url}/api/v2`;
  process.env.UPSUN_API_URL = toUpsun.url;
  process.env.UPSUN_AUTH_URL = toUpsun.url;
  stop = [toHostup.close, toUpsun.close, hostup.stop, upsun.stop];
  mirrored = [
    {
      provider: "hostup",
      key: hostupAccounts.northwind.key.key,
      control: hostup.control,
      gateway: toHostup,
      tickets: [8, 60],
      placeOf: (from) => from,
    },
    {
      provider: "upsun",
      key: upsunAccounts.northwind.key.key,
      control: upsun.control,
      gateway: toUpsun,
      tickets: [30, 140],
      placeOf: (from) => (JSON.parse(from) as { page: string }).page,
    },
  ];
  viewer = await makeViewer({ organizationId: await makeOrganization() });
  spare = startMirrorChild();
});

afterAll(async () => {
  await (await spare).end();
  for (const close of stop) await close();
});

beforeEach(() => sql("DELETE FROM connection"));

async function nextChild(): Promise<MirrorChild> {
  const child = await spare;
  spare = startMirrorChild();
  return child;
}

async function connected(source: MirroredProvider): Promise<string> {
  hostupPageSize = chance.between(3, 20);
  source.control.reset({ tickets: chance.between(...source.tickets) });
  Object.assign(source.gateway, {
    pages: [],
    count: 0,
    hold: undefined,
    onRequest: () => undefined,
  });
  return makeConnection(viewer, source.provider, source.key);
}

/** Some of what happens at a provider between two sweeps. */
function change(source: MirroredProvider): void {
  for (const { id } of chance.shuffled(source.control.tickets(ACCOUNT)).slice(0, 5))
    source.control.staffAnswer(id);
  // A ticket filed minutes ago may be missing from a list that lags: it does not count as deleted.
  const removable = source.control.tickets(ACCOUNT).filter(({ id }) => !filed.has(id));
  const [removed] = chance.shuffled(removable);
  if (removed) source.control.deleteTicket(removed.id);
  filed.add(source.control.createTicket(ACCOUNT, {}).id);
}

const endLease = (connectionId: string) =>
  sql(
    "UPDATE connection SET lease_until = now() - interval '1 second' WHERE id = $1 AND lease_until IS NOT NULL",
    [connectionId],
  );

/** Every page before the place where the next sweep goes on has all of its tickets in the mirror. */
async function expectCheckpointBehindRows(
  source: MirroredProvider,
  connectionId: string,
): Promise<number> {
  const [row] = await sql<{ checkpoint: { resource: string; from: string | null } | null }>(
    "SELECT checkpoint FROM connection WHERE id = $1",
    [connectionId],
  );
  if (!row?.checkpoint) return 0;
  const { resource, from } = row.checkpoint;
  const known = new Set(
    (
      await sql<{ external_id: string }>(
        "SELECT external_id FROM ticket WHERE connection_id = $1",
        [connectionId],
      )
    ).map((ticket) => ticket.external_id),
  );
  const last = resource === "tickets" && from !== null ? source.placeOf(from) : null;
  const pages = countPagesBefore(source.gateway.pages, last, known);
  expect(
    pages,
    `seed ${SEED}: pages before ${JSON.stringify(row.checkpoint)} that are in the mirror`,
  ).toBeGreaterThan(0);
  return pages;
}

async function expectAsReadAnew(source: MirroredProvider, connectionId: string): Promise<void> {
  const provider = findProvider(source.provider);
  if (!provider) throw new Error(`There is no provider ${source.provider}.`);
  const freshId = await makeConnection(viewer, source.provider, source.key);
  expect(await syncConnection(freshId, { trigger: "connect" })).toMatchObject({
    outcome: "complete",
  });
  const present = new Set(source.control.tickets(ACCOUNT).map(({ id }) => id));
  await expectSameMirror(connectionId, freshId);
  await expectGone(connectionId, (id) => present.has(id));
  await expectEventsReplay(connectionId, provider);
  await expectRevisionsOnce(connectionId);
  await expectNothingLeft(connectionId);
  await sql("DELETE FROM connection WHERE id = $1", [freshId]);
}

/** A full sweep in another process, to its end. */
async function sweepOnce(connectionId: string): Promise<unknown> {
  const child = await nextChild();
  const report = await child.run({ as: "sweep", connectionId, full: true });
  await child.end();
  return report;
}

/** Kills a sweep a moment after the request of that number; false when it had ended before. */
async function killedSweep(
  source: MirroredProvider,
  connectionId: string,
  last: number,
): Promise<boolean> {
  const child = await nextChild();
  const later = chance.chance(0.5) ? 0 : chance.between(1, 40);
  source.gateway.count = 0;
  source.gateway.onRequest = (number) => {
    if (number === last) void wait(later).then(() => child.signal("SIGKILL"));
  };
  const outcome = await child.run({ as: "sweep", connectionId, full: true });
  source.gateway.onRequest = () => undefined;
  if (outcome !== "killed") child.signal("SIGKILL");
  await child.end();
  return outcome === "killed";
}

describe("a process that is killed in the middle of a sweep", () => {
  it(
    `is followed by another one that goes on from a place behind its rows, and nothing is missing in the end, ${KILLS} times`,
    { timeout: TIMEOUT_MS },
    async () => {
      let killed = 0;
      let midway = 0;
      // On a busy machine, few kills may all come before a place was saved.
      const goesOn = () => killed < KILLS || (midway === 0 && killed < 3 * KILLS);
      for (let mirror = 0; goesOn(); mirror += 1) {
        const source = mirrored[mirror % mirrored.length];
        if (!source) throw new Error("There is no provider.");
        const connectionId = await connected(source);
        const tickets = source.control.tickets(ACCOUNT).length;
        const calls =
          source.provider === "hostup"
            ? tickets + Math.ceil(tickets / hostupPageSize)
            : tickets + Math.ceil(tickets / 25) + 3;
        for (let kill = 0; kill < KILLS_OF_ONE_MIRROR && goesOn(); kill += 1) {
          // The first one comes late, so that few kills also leave a checkpoint.
          const isFirst = mirror === 0 && kill === 0;
          const last = isFirst ? Math.ceil(calls * 0.8) : chance.between(1, calls);
          if (!(await killedSweep(source, connectionId, last))) change(source);
          else killed += 1;
          if ((await expectCheckpointBehindRows(source, connectionId)) > 0) midway += 1;
          await endLease(connectionId);
          if (chance.chance(0.3)) change(source);
        }
        expect(await sweepOnce(connectionId), `seed ${SEED}`).toMatchObject({
          outcome: "complete",
        });
        // Changes before the checkpoint, and inventories that an interruption skipped.
        await sql("UPDATE connection SET resources_read_at = '{}'");
        expect(
          await syncConnection(connectionId, { trigger: "cron", full: true }),
          `seed ${SEED}`,
        ).toMatchObject({ outcome: "complete" });
        await expectAsReadAnew(source, connectionId);
        await sql("DELETE FROM connection");
      }
      expect(killed).toBeGreaterThanOrEqual(KILLS);
      expect(midway, "kills that left a place to go on from").toBeGreaterThan(0);
    },
  );
});

/** Resolves when no other session of this database is at work or in a transaction. */
async function quietDatabase(): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    const [row] = await sql<{ busy: number }>(
      "SELECT count(*)::int AS busy FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'",
    );
    quiet = row?.busy === 0 ? quiet + 1 : 0;
    await wait(50);
  }
}

describe("a process that sleeps for twice its lease", () => {
  it(`writes nothing when it wakes up, ${STOPS} times`, { timeout: TIMEOUT_MS }, async () => {
    for (let round = 0; round < STOPS; round += 1) {
      const source = mirrored[round % mirrored.length];
      if (!source) throw new Error("There is no provider.");
      const connectionId = await connected(source);
      const sleeper = await nextChild();
      const last = chance.between(1, source.provider === "hostup" ? 12 : 3);
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      source.gateway.count = 0;
      const reached = new Promise<void>((resolve) => {
        source.gateway.onRequest = (number) => {
          if (number !== last) return;
          source.gateway.hold = held;
          resolve();
        };
      });
      const report = sleeper.run({ as: "sweep", connectionId, full: true });
      await reached;
      await quietDatabase();
      sleeper.signal("SIGSTOP");
      source.gateway.hold = undefined;
      await sql("UPDATE connection SET lease_until = lease_until - interval '120 seconds'");
      change(source);
      expect(await sweepOnce(connectionId), `seed ${SEED}`).toMatchObject({ outcome: "complete" });
      const before = await writtenRows(connectionId);
      sleeper.signal("SIGCONT");
      release();
      expect(await report, `seed ${SEED}`).toMatchObject({
        outcome: "failed",
        error: { code: "conflict" },
      });
      expect(
        await writtenRows(connectionId),
        `seed ${SEED}: rows after the sleeper woke up`,
      ).toEqual(before);
      await sleeper.end();
      expect(await syncConnection(connectionId, { trigger: "cron", full: true })).toMatchObject({
        outcome: "complete",
      });
      await expectAsReadAnew(source, connectionId);
      await sql("DELETE FROM connection");
    }
  });
});

describe("twenty cron calls at once, in four processes", () => {
  it("read an account once", { timeout: TIMEOUT_MS }, async () => {
    for (const source of mirrored) {
      const connectionId = await connected(source);
      const children: MirrorChild[] = [];
      while (children.length < 4) children.push(await nextChild());
      source.gateway.pages = [];
      const reports = (
        await Promise.all(children.map((child) => child.run({ as: "cron", times: 5 })))
      ).flat();
      expect(reports).toHaveLength(20);
      expect(
        await sql("SELECT outcome FROM sync_run WHERE connection_id = $1", [connectionId]),
      ).toEqual([{ outcome: "complete" }]);
      expect(source.gateway.pages.filter(({ asked }) => asked === null)).toHaveLength(1);
      await Promise.all(children.map((child) => child.end()));
      await sql("DELETE FROM connection");
    }
  });
});
