import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { useTestDatabase } from "@/tests/helpers/database";
import type { ProcessJob, Reading } from "@/tests/helpers/job-process";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { hostupAccounts, upsunAccounts } from "../../../sandbox/accounts";
import type { FaultInput } from "../../../sandbox/start";
import { useHostup, useUpsun } from "./accounts";

const ROOT = path.join(import.meta.dirname, "../../..");
const LIMIT = 40;
const HOUR = 3_600;

useTestDatabase();
const hostup = useHostup({ seed: "demo", rateLimit: { limit: LIMIT, windowS: HOUR } });
const upsun = useUpsun({ seed: "demo" }, "off");

/** An operating-system process with the product's code and this test's database and providers. */
interface PortalProcess {
  pid: number | undefined;
  hasEnded: () => boolean;
  does: (job: ProcessJob) => Promise<unknown>;
  /** Lets it end as a process does that has nothing left to do; resolves to its exit code. */
  end: () => Promise<number | null>;
}

async function startProcess(): Promise<PortalProcess> {
  const child = fork(path.join(ROOT, "tests/helpers/job-process.ts"), [], {
    cwd: ROOT,
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit").then(([code]: Array<number | null>) => code ?? null);
  const early = ended.then((code) =>
    Promise.reject(new Error(`The process ended with ${code} before it answered.`)),
  );
  early.catch(() => undefined);
  const answer = async () => (await Promise.race([once(child, "message"), early]))[0] as unknown;
  const started: PortalProcess = {
    pid: child.pid,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    does: async (job) => {
      child.send(job);
      return answer();
    },
    end: () => {
      if (child.connected) child.disconnect();
      return ended;
    },
  };
  await answer();
  return started;
}

let viewer: Viewer;
let one: PortalProcess;
let two: PortalProcess;

beforeAll(async () => {
  [one, two] = await Promise.all([startProcess(), startProcess()]);
  viewer = await makeViewer({ organizationId: await makeOrganization() });
});

beforeEach(async () => {
  hostup.control.reset();
  upsun.control.reset();
  await sql("DELETE FROM connection");
  if (one.hasEnded()) one = await startProcess();
});

afterAll(() => Promise.all([one.end(), two.end()]));

const statusOf = async (id: string) =>
  (await sql<{ status: string }>("SELECT status FROM connection WHERE id = $1", [id]))[0]?.status;

/** What reaches a provider while `work` runs, as "path status". */
async function callsOf(
  provider: typeof hostup | typeof upsun,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const before = provider.control.requests().length;
  await work();
  return provider.control
    .requests()
    .slice(before)
    .map((request) => `${request.path} ${request.status}`);
}

describe("two processes of the operating system", () => {
  const KEY = upsunAccounts.northwind.key.key;
  const [TICKETS, EXCHANGED, REFUSED] = ["/tickets 200", "/oauth2/token 200", "/oauth2/token 400"];

  async function upsunJob(times: number): Promise<Reading> {
    const connectionId = await makeConnection(viewer, "upsun", KEY);
    return {
      as: "person",
      connectionId,
      externalId: upsun.control.tickets("northwind")[0]?.id ?? "",
      times,
    };
  }

  it("exchange an Upsun token once for ten calls of each at the same time", async () => {
    const job = await upsunJob(10);
    await sql("UPDATE connection SET sealed_access_token = NULL");
    expect(new Set([process.pid, one.pid, two.pid]).size).toBe(3);
    upsun.control.addFault({ kind: "slow", path: "/oauth2/token", ms: 300, count: null });
    const calls = await callsOf(upsun, async () => {
      const all = Array.from({ length: 10 }, () => "read");
      expect(await Promise.all([one.does(job), two.does(job)])).toEqual([all, all]);
    });
    expect(calls.toSorted()).toEqual([EXCHANGED, ...Array.from({ length: 20 }, () => TICKETS)]);
  });

  it("stop within one call each when the Upsun API token is revoked, and leave it alone from then on", async () => {
    const job = await upsunJob(1);
    expect(await Promise.all([one.does(job), two.does(job)])).toEqual([["read"], ["read"]]);
    upsun.control.revokeKey(KEY);
    const calls = await callsOf(upsun, async () => {
      expect(await Promise.all([one.does(job), two.does(job)])).toEqual([
        ["provider_unauthorized"],
        ["provider_unauthorized"],
      ]);
    });
    expect(calls.toSorted()).toEqual([REFUSED, REFUSED, "/tickets 401", "/tickets 401"]);
    expect(await statusOf(job.connectionId)).toBe("needs_attention");
    expect(
      await callsOf(upsun, () => Promise.all([one.does({ as: "cron" }), two.does({ as: "cron" })])),
    ).toEqual([]);
  });
});

describe("what one process has learnt of HostUp's limits before it ended", () => {
  const PATH = "/api/v2/support/tickets/*";
  const { northwind } = hostupAccounts;
  const asked: Array<[string, string, FaultInput, string]> = [
    [
      "a 429 with Retry-After",
      northwind.key.key,
      { kind: "rate-limit", path: PATH, seconds: HOUR, reset: false },
      "provider_rate_limited",
    ],
    [
      "a 503 with Retry-After",
      northwind.noVpsKey.key,
      {
        kind: "answer",
        path: PATH,
        status: 503,
        headers: { "retry-after": String(HOUR) },
        body: {},
      },
      "provider_unavailable",
    ],
  ];

  async function hostupJob(key: string): Promise<{ background: Reading; click: Reading }> {
    const common = {
      connectionId: await makeConnection(viewer, "hostup", key),
      externalId: hostup.control.tickets("northwind")[0]?.id ?? "",
      times: 1,
    };
    return { background: { as: "background", ...common }, click: { as: "person", ...common } };
  }

  /** Background work of a process makes no call, and a person's click in the same one goes through. */
  async function expectOnlyPeopleServed(
    other: PortalProcess,
    { background, click }: { background: Reading; click: Reading },
  ): Promise<void> {
    const unasked = async () => {
      expect(await other.does(background)).toEqual(["provider_rate_limited"]);
      expect(await other.does({ as: "cron" })).toMatchObject({ due: 0 });
    };
    expect(await callsOf(hostup, unasked)).toEqual([]);
    expect(
      await callsOf(hostup, async () => expect(await other.does(click)).toEqual(["read"])),
    ).toHaveLength(1);
    expect(await callsOf(hostup, unasked)).toEqual([]);
  }

  it.each(asked)(
    "by %s keeps everything of another one away until then",
    async (_form, key, fault, code) => {
      const job = await hostupJob(key);
      expect(await two.does(job.background)).toEqual(["read"]);
      hostup.control.addFault(fault);
      expect(await one.does(job.click)).toEqual([code]);
      expect(await one.end()).toBe(0);
      const nothing = async () => {
        for (const reading of [job.background, job.click])
          expect(await two.does(reading)).toEqual(["provider_rate_limited"]);
        expect(await two.does({ as: "cron" })).toMatchObject({ due: 0 });
      };
      expect(await callsOf(hostup, nothing)).toEqual([]);
    },
  );

  it("by a tenth of the limit that is left keeps another one's background work away, not its people", async () => {
    const job = await hostupJob(northwind.noWriteKey.key);
    expect(await two.does(job.background)).toEqual(["read"]);
    const outcomes = await one.does({ ...job.background, times: LIMIT });
    expect(outcomes).toEqual(expect.arrayContaining(["read", "provider_rate_limited"]));
    expect(await one.end()).toBe(0);
    const [{ left } = { left: -1 }] = await sql<{ left: number }>(
      "SELECT rate_remaining AS left FROM connection",
    );
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(LIMIT / 10);
    await expectOnlyPeopleServed(two, job);
  });
});
