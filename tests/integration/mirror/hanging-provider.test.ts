import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { CREDENTIAL_LIMITS, DEFAULT_LIMITS } from "@/lib/http/limits";
import { message } from "@/lib/i18n/message";
import { readTicketNow, type TicketReading } from "@/lib/mirror/read-ticket";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { filingChoices } from "@/lib/tickets/filing/filing-choices";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { hostupAccounts } from "../../../sandbox/accounts";
import { anotherProcess, useHostup } from "./accounts";

/** The product's own limits, five times as fast. */
vi.mock("@/lib/http/limits", async (original) => {
  const limits = await original<typeof import("@/lib/http/limits")>();
  const times = [
    "readMs",
    "deadlineMs",
    "personSlotMs",
    "backgroundSlotMs",
    "pauseMs",
    "pauseCapMs",
  ];
  const quick = (all: object) =>
    Object.fromEntries(
      Object.entries(all).map(([name, value]) => [name, times.includes(name) ? value / 5 : value]),
    );
  return {
    DEFAULT_LIMITS: quick(limits.DEFAULT_LIMITS),
    CREDENTIAL_LIMITS: quick(limits.CREDENTIAL_LIMITS),
  };
});

useTestDatabase();
const here = useHostup({ seed: "demo" });

const API = "/api/v2";
const TICKETS = `${API}/support/tickets`;
/** A wait for a slot and one attempt; the rest is the machine's. */
const LIMIT_MS = () => CREDENTIAL_LIMITS.personSlotMs + DEFAULT_LIMITS.readMs + 1_500;

let viewer: Viewer;
let connectionId: string;
let neighbourId: string;

beforeAll(async () => {
  viewer = await makeViewer({ organizationId: await makeOrganization() });
});

beforeEach(async () => {
  here.control.reset("demo");
  await sql("DELETE FROM connection");
  connectionId = await makeConnection(viewer, "hostup", hostupAccounts.northwind.key.key);
  neighbourId = await makeConnection(viewer, "hostup", hostupAccounts.contoso.key.key, "Neighbour");
  await syncConnection(connectionId, { trigger: "cron" });
  await syncConnection(neighbourId, { trigger: "cron" });
});

const ticketsOf = (id: string, count: number) =>
  sql<{ id: string; external_id: string }>(
    "SELECT id, external_id FROM ticket WHERE connection_id = $1 LIMIT $2",
    [id, count],
  );

/** Leaves this account's calls unanswered, but not its neighbour's single tickets. */
async function hang(): Promise<void> {
  const tickets = await ticketsOf(connectionId, 100);
  const paths = [
    TICKETS,
    `${API}/support/departments`,
    `${API}/domains`,
    `${API}/vps`,
    `${API}/shared-hosting`,
  ];
  for (const path of [...paths, ...tickets.map(({ external_id }) => `${TICKETS}/${external_id}`)]) {
    here.control.addFault({ kind: "hang", path, count: null });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = Date.now();
  await work();
  return Date.now() - begun;
}

describe("a provider that takes calls and never answers", () => {
  it("holds up no page, sync or form for longer than the stated limit, and no other account at all", async () => {
    const tickets = await ticketsOf(connectionId, 20);
    const [neighbours] = await ticketsOf(neighbourId, 1);
    await hang();
    const jobs = [
      ...tickets.map(
        ({ id }) =>
          () =>
            readTicketNow(id),
      ),
      ...Array.from(
        { length: 10 },
        () => () => syncConnection(connectionId, { trigger: "person" }),
      ),
      ...Array.from(
        { length: 10 },
        () => () => filingChoices(viewer, { connectionId, values: {} }),
      ),
    ];
    const all = Promise.all(jobs.map(timed));
    const neighbour = await timed(async () => {
      expect(await readTicketNow(neighbours?.id ?? "")).toMatchObject({ outcome: "unchanged" });
    });
    const took = await all;
    expect(took).toHaveLength(40);
    expect(Math.max(...took)).toBeLessThan(LIMIT_MS());
    expect(neighbour).toBeLessThan(CREDENTIAL_LIMITS.personSlotMs);
  });

  it("is not called for a while after some timeouts in a row, in any process, then probed with one call", async () => {
    const tickets = await ticketsOf(connectionId, 12);
    await hang();
    await Promise.all(tickets.map(({ id }) => readTicketNow(id)));
    const [paused] = await sql<{ provider_pause_reason: string }>(
      "SELECT provider_pause_reason FROM connection WHERE id = $1",
      [connectionId],
    );
    expect(paused?.provider_pause_reason).toBe("unanswered");

    const before = here.control.requests().length;
    const other = await anotherProcess();
    const refused: TicketReading[] = [];
    const took = await timed(async () => {
      refused.push(
        ...(await Promise.all(
          tickets.slice(0, 6).flatMap(({ id }) => [readTicketNow(id), other.readTicketNow(id)]),
        )),
      );
    });
    expect(refused.map(({ code }) => code)).toEqual(refused.map(() => "provider_timeout"));
    expect(refused[0]?.text).toEqual(message("provider.notResponding", { name: "HostUp" }));
    expect(took).toBeLessThan(1_000);
    expect(here.control.requests()).toHaveLength(before);

    here.control.clearFaults();
    await sql("UPDATE connection SET provider_pause_until = now() WHERE id = $1", [connectionId]);
    const [first] = tickets;
    expect(await readTicketNow(first?.id ?? "")).toMatchObject({ outcome: "unchanged" });
    expect(
      await Promise.all(tickets.map(async ({ id }) => (await readTicketNow(id)).outcome)),
    ).toEqual(tickets.map(() => "unchanged"));
    expect(
      await sql(
        "SELECT provider_pause_until, provider_pause_reason FROM connection WHERE id = $1",
        [connectionId],
      ),
    ).toEqual([{ provider_pause_until: null, provider_pause_reason: null }]);
  });
});
