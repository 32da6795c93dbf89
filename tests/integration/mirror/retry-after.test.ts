import { randomUUID } from "node:crypto";

import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { listConnections } from "@/lib/connections/queries";
import { message } from "@/lib/i18n/message";
import { runDue } from "@/lib/jobs/run-due";
import { deliverSubmission } from "@/lib/jobs/submissions";
import { readTicketNow } from "@/lib/mirror/read-ticket";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { filingChoices } from "@/lib/tickets/filing/filing-choices";
import { sendReply } from "@/lib/tickets/reply/send-reply";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { hostupAccounts } from "../../../sandbox/accounts";
import { anotherProcess, useHostup } from "./accounts";

useTestDatabase();
const here = useHostup({ seed: "demo" });

const TICKETS = "/api/v2/support/tickets";
let viewer: Viewer;
let connectionId: string;

beforeAll(async () => {
  viewer = await makeViewer({ organizationId: await makeOrganization() });
});

beforeEach(async () => {
  here.control.reset("demo");
  await sql("DELETE FROM connection");
  connectionId = await makeConnection(viewer, "hostup", hostupAccounts.northwind.key.key);
});

const sweep = (id = connectionId) => syncConnection(id, { trigger: "cron" });
const requests = () =>
  here.control.requests().filter(({ path }) => path.startsWith(TICKETS)).length;

/** How many requests reach the provider while `work` runs. */
async function requestsOf(work: () => Promise<unknown>): Promise<number> {
  const before = requests();
  await work();
  return requests() - before;
}

/** Lets the moment be now that the provider named, instead of waiting for it. */
const passTime = () =>
  sql(
    "UPDATE connection SET provider_pause_until = now(), rate_reset_at = now(), last_error_at = last_error_at - interval '1 hour', next_at = now() WHERE id = $1",
    [connectionId],
  );

const HOUR = 3_600;
const inAnHour = () => new Date(Date.now() + HOUR * 1_000);

describe("the calls of one connection", () => {
  it("are at most six at a time, whoever asks for them", async () => {
    await sweep();
    const tickets = await sql<{ id: string }>("SELECT id FROM ticket LIMIT 20");
    const earlier = here.control.requests().length;
    const slowness = 250;
    here.control.addFault({ kind: "slow", path: `${TICKETS}/*`, ms: slowness, count: null });
    await Promise.all(tickets.map(({ id }) => readTicketNow(id)));
    const begun = here.control
      .requests()
      .slice(earlier)
      .map(({ at }) => Date.parse(at))
      .sort((one, other) => one - other);
    expect(begun).toHaveLength(20);
    for (const [index, moment] of begun.slice(6).entries())
      expect(moment - (begun[index] ?? 0)).toBeGreaterThanOrEqual(slowness - 20);
  });
});

describe("a provider that asks us to wait", () => {
  /** Too many calls are no fault of the connection; a provider that is away is one. */
  const reported = {
    429: { outcome: "partial", error: { code: "provider_rate_limited" } },
    503: { outcome: "failed", error: { code: "provider_unavailable" } },
  } as const;
  // lib/http/retry-policy.test.ts has every form of the header.
  const forms: Array<[keyof typeof reported, string, () => Record<string, string>, number]> = [
    [429, "seconds", () => ({ "retry-after": "120" }), 120],
    [429, "no header", () => ({}), 30],
    [
      429,
      "X-RateLimit-Reset alone",
      () => ({
        "x-ratelimit-limit": "600",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": inAnHour().toISOString(),
      }),
      HOUR,
    ],
    [503, "an HTTP date", () => ({ "retry-after": inAnHour().toUTCString() }), HOUR],
  ];

  it.each(forms)(
    "by a %i with %s is left alone until then by every process, and is tried with one call after it",
    async (status, _form, headers, seconds) => {
      const fault = here.control.addFault({
        kind: "answer",
        status,
        headers: headers(),
        body: {},
        count: null,
      });
      let report: Awaited<ReturnType<typeof sweep>> | undefined;
      expect(await requestsOf(async () => (report = await sweep()))).toBe(1);
      expect(report).toMatchObject(reported[status]);
      const wait = (report?.error?.retryAt?.getTime() ?? 0) - Date.now();
      expect(Math.abs(wait / 1_000 - seconds)).toBeLessThan(5);

      const other = await anotherProcess();
      const within = async () => {
        expect(await sweep()).toMatchObject({
          outcome: "partial",
          pages: 0,
          error: { code: "provider_rate_limited" },
        });
        expect(await other.syncConnection(connectionId, { trigger: "filing" })).toMatchObject({
          outcome: "partial",
          error: { code: "provider_rate_limited" },
        });
        expect((await other.runDue(10_000)).due).toBe(0);
        // A person's request waits as well.
        expect(await syncConnection(connectionId, { trigger: "person" })).toMatchObject({
          outcome: "partial",
          pages: 0,
        });
        expect(await other.syncConnection(connectionId, { trigger: "person" })).toMatchObject({
          outcome: "partial",
          pages: 0,
        });
      };
      expect(await requestsOf(within)).toBe(0);

      await passTime();
      expect(await requestsOf(() => runDue(10_000))).toBe(1);
      expect(await requestsOf(within)).toBe(0);

      here.control.removeFault(fault.id);
      await passTime();
      expect(await runDue(10_000)).toMatchObject({ due: 1, complete: 1 });
      expect(await sql("SELECT status, last_error_code FROM connection")).toEqual([
        { status: "active", last_error_code: null },
      ]);
    },
  );

  it("is not one that answers 503 without naming a time: it fails, and is tried again", async () => {
    here.control.addFault({ kind: "answer", status: 503, body: {}, count: null });
    expect(await sweep()).toMatchObject({
      outcome: "failed",
      error: { code: "provider_unavailable" },
    });
    expect(await sql("SELECT provider_pause_until, last_error_code FROM connection")).toEqual([
      { provider_pause_until: null, last_error_code: "provider_unavailable" },
    ]);
    here.control.clearFaults();
    expect(await sweep()).toMatchObject({ outcome: "complete" });
  });

  it.each([429, 503])(
    "by a %i with two seconds is left alone in real time as well, and read when the moment has come",
    async (status) => {
      here.control.addFault({
        kind: "answer",
        path: `${TICKETS}*`,
        status,
        headers: { "retry-after": "2" },
        body: {},
      });
      const begun = Date.now();
      const earlier = here.control.requests().length;
      expect(await sweep()).toMatchObject({
        outcome: "partial",
        error: { code: "provider_rate_limited" },
      });
      let report = await sweep();
      for (; report.outcome === "partial" && Date.now() - begun < 10_000; report = await sweep())
        await new Promise((resolve) => setTimeout(resolve, 100));
      expect(report.outcome).toBe("complete");
      expect(Date.now() - begun).toBeGreaterThanOrEqual(2_000);
      const [refused, next] = here.control.requests().slice(earlier);
      expect(refused?.status).toBe(status);
      expect(Date.parse(next?.at ?? "") - Date.parse(refused?.at ?? "")).toBeGreaterThanOrEqual(
        1_900,
      );
    },
  );

  it("is said to be so, with the time, wherever an account's state is shown", async () => {
    await sweep();
    here.control.addFault({ kind: "rate-limit", seconds: HOUR });
    await sweep();
    const [connection] = await listConnections(viewer);
    expect(connection).toMatchObject({ problem: null, providerPause: { reason: "requested" } });
    expect(
      Math.abs((connection?.providerPause?.until.getTime() ?? 0) - inAnHour().getTime()),
    ).toBeLessThan(5_000);
    await sql("UPDATE connection SET provider_pause_until = now() - interval '1 second'");
    expect((await listConnections(viewer))[0]?.providerPause).toBeNull();
  });

  /** Every way in which a person makes a call: pages, forms, clicks. */
  async function byPeople(): Promise<void> {
    const tickets = await sql<{ id: string }>("SELECT id FROM ticket LIMIT 10");
    const reads = await Promise.all(tickets.map(({ id }) => readTicketNow(id)));
    for (const read of reads) {
      expect(read).toMatchObject({
        outcome: "failed",
        code: "provider_rate_limited",
        text: message("provider.rateLimited", { name: "HostUp" }),
      });
      expect(Math.abs((read.retryAt?.getTime() ?? 0) - inAnHour().getTime())).toBeLessThan(5_000);
    }
    const forms = await Promise.all(
      [1, 2, 3, 4, 5].map(() => filingChoices(viewer, { connectionId, values: {} })),
    );
    for (const { department, service } of forms) {
      // The mirror knows the departments; services have to be asked for.
      expect(department).toMatchObject({
        notes: [{ message: "HostUp asked us to wait." }],
        ageMinutes: expect.any(Number),
      });
      expect(service).toMatchObject({ problem: { message: "HostUp asked us to wait." } });
    }
    const [ticket] = tickets;
    const reply = {
      formKey: randomUUID(),
      ticketId: ticket?.id ?? "",
      message: "Any news?",
      encrypted: false,
      files: [],
      continues: false,
    };
    const { submissionId } = await sendReply(viewer, reply);
    await deliverSubmission(submissionId);
    const [row] = await sql<{ state: string; error_code: string; due_at: Date }>(
      "SELECT state, error_code, due_at FROM submission WHERE id = $1",
      [submissionId],
    );
    expect(row).toMatchObject({ state: "queued", error_code: "provider_rate_limited" });
    expect(Math.abs((row?.due_at.getTime() ?? 0) - inAnHour().getTime())).toBeLessThan(5_000);
  }

  it("is left alone by people as well: pages answer from the mirror, writes wait until then, other connections are read", async () => {
    await sweep();
    await sql("UPDATE ticket SET status = 'open', turn = 'theirs'");
    here.control.addFault({ kind: "rate-limit", seconds: HOUR });
    expect(await sweep()).toMatchObject({ outcome: "partial" });
    const all = () => here.control.requests().length;
    const before = all();
    await byPeople();
    expect(all()).toBe(before);
    const neighbour = await makeConnection(
      viewer,
      "hostup",
      hostupAccounts.contoso.key.key,
      "Neighbour",
    );
    expect(await sweep(neighbour)).toMatchObject({ outcome: "complete" });
  });

  it("is probed with one call when the moment has come, and the others follow when it is answered", async () => {
    await sweep();
    const tickets = await sql<{ id: string }>("SELECT id FROM ticket LIMIT 6");
    here.control.addFault({ kind: "rate-limit", seconds: HOUR });
    await sweep();
    await passTime();
    here.control.addFault({ kind: "slow", path: `${TICKETS}/*`, ms: 400 });
    const from = here.control.requests().length;
    const other = await anotherProcess();
    const reads = await Promise.all(
      tickets.map(({ id }, index) => (index % 2 ? other.readTicketNow(id) : readTicketNow(id))),
    );
    expect(reads.map(({ outcome }) => outcome)).toEqual(tickets.map(() => "unchanged"));
    const [probe, ...rest] = here.control
      .requests()
      .slice(from)
      .map(({ at }) => Date.parse(at));
    expect(rest).toHaveLength(5);
    for (const at of rest) expect(at - (probe ?? 0)).toBeGreaterThanOrEqual(380);
    expect(await sql("SELECT provider_pause_until, probing_until FROM connection")).toEqual([
      { provider_pause_until: null, probing_until: null },
    ]);
  });

  it("is probed with one call, and left alone again when that is refused too", async () => {
    await sweep();
    const tickets = await sql<{ id: string }>("SELECT id FROM ticket LIMIT 6");
    here.control.addFault({ kind: "rate-limit", seconds: HOUR, count: null });
    await sweep();
    await passTime();
    const other = await anotherProcess();
    const asked = await requestsOf(() =>
      Promise.all(
        tickets.map(({ id }, index) => (index % 2 ? other.readTicketNow(id) : readTicketNow(id))),
      ),
    );
    expect(asked).toBe(1);
  });

  it("in the middle of a sweep keeps what was read, and every detail is read once in the end", async () => {
    const path = `${TICKETS}/*`;
    here.control.addFault({
      kind: "rate-limit",
      method: "GET",
      path,
      skip: 10,
      seconds: HOUR,
      count: null,
    });
    const first = await sweep();
    expect(first).toMatchObject({ outcome: "partial" });
    expect(first.detailsRead).toBeGreaterThanOrEqual(10);
    const [{ stored } = { stored: 0 }] = await sql<{ stored: number }>(
      "SELECT count(*)::int AS stored FROM ticket",
    );
    expect(stored).toBe(first.detailsRead);
    here.control.clearFaults();
    await passTime();
    const second = await sweep();
    expect(second.outcome).toBe("complete");
    expect(first.detailsRead + second.detailsRead).toBe(here.control.tickets("northwind").length);
  });
});
