import { beforeAll, describe, expect, it } from "vitest";

import { loadViewer } from "@/lib/auth/load-viewer";
import type { Viewer } from "@/lib/auth/types";
import type { MirrorTarget } from "@/lib/mirror/write/ticket-row";
import { renewTimelinesBatch } from "@/lib/mirror/write/timeline/renew-timelines";
import { writeSnapshots } from "@/lib/mirror/write/write-snapshots";
import type { TicketProvider, TicketSnapshot } from "@/lib/providers/contract";
import { registerProvider } from "@/lib/providers/registry";
import { exportTickets } from "@/lib/review/export/export-tickets";
import { organizationEvents } from "@/lib/review/organization/latest";
import { pastFigures } from "@/lib/review/organization/past/past-figures";
import { listAllTickets } from "@/lib/review/queries";
import { listTickets } from "@/lib/tickets/queries";
import { filtersOf } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { disableUser, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { makeTarget } from "@/tests/helpers/search/search-target";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const account = new MemoryAccount();
let provider: TicketProvider;
let target: MirrorTarget;
let member: Viewer;
let colleague: Viewer;
let stranger: Viewer;
let staff: Viewer;
const moments: Record<string, Date> = {};

async function write(changes: Partial<TicketSnapshot>): Promise<void> {
  const snapshot = { ...account.put("m-1", changes), readAt: new Date() };
  await writeSnapshots(target, [{ snapshot }], { runId: null });
}

/** Remembers a moment between two writes. */
async function pause(name: string): Promise<void> {
  const [row] = await sql<{ at: Date }>(
    "SELECT date_trunc('milliseconds', clock_timestamp()) + interval '3 ms' AS at, pg_sleep(0.01)",
  );
  if (row) moments[name] = row.at;
}

const message = (externalId: string, body: string, encrypted = false) => ({
  externalId,
  sender: "staff",
  senderId: null,
  senderName: "Kim",
  body,
  encrypted,
  sentAt: new Date("2026-03-01T10:30:00Z"),
});

beforeAll(async () => {
  const organizationId = await makeOrganization("Northwind");
  provider = memoryProvider(account);
  registerProvider(provider);
  target = await makeTarget(organizationId, provider);
  member = await makeViewer({ organizationId });
  colleague = await makeViewer({ organizationId });
  stranger = await makeViewer({ organizationId: await makeOrganization("Contoso") });
  staff = await makeViewer({ role: "staff" });
  await pause("before");
  await write({ subject: "Disk full" });
  await pause("opened");
  // Sent an hour before the first read, seen now.
  await write({ status: "answered", messages: [message("a", "Rotate your walrus logs")] });
  await pause("answered");
  const secret = [message("a", "Rotate your logs"), message("b", "The okapi password")];
  await write({ subject: "Disk is fine", messages: secret });
  await pause("spoken");
  await write({
    status: "closed",
    messages: [message("a", "Rotate your logs"), message("b", "The okapi password", true)],
  });
  await pause("closed");
});

const addressAt = (name: string, rest = "") =>
  filtersOf(new URLSearchParams(`at=${moments[name]?.toISOString()}&${rest}`));

async function found(viewer: Viewer, name: string, rest = "") {
  const { items } = await listTickets(viewer, addressAt(name, rest));
  return items.map(({ subject, status }) => `${subject}: ${status.value}`);
}

describe("the list as it was", () => {
  it("shows what was known then, not what had happened by then", async () => {
    expect(await found(member, "before")).toEqual([]);
    expect(await found(member, "opened")).toEqual(["Disk full: open"]);
    expect(await found(member, "answered")).toEqual(["Disk full: answered"]);
    expect(await found(member, "closed")).toEqual(["Disk is fine: closed"]);
  });

  it("counts and filters as then, without what is of now", async () => {
    const view = await listTickets(member, addressAt("answered", "turn=yours&show=unread"));
    expect(view.counts).toMatchObject({ yours: 1, done: 0, all: 1 });
    expect(view).toMatchObject({ pending: [], views: [] });
    expect(view.items).toHaveLength(1);
    expect(await found(member, "answered", "turn=done")).toEqual([]);
    expect(await found(member, "answered", "q=is:unread")).toHaveLength(1);
  });

  it("finds the words of then: added, replaced and removed ones", async () => {
    expect(await found(member, "opened", "q=walrus")).toEqual([]);
    expect(await found(member, "answered", "q=walrus full")).toHaveLength(1);
    expect(await found(member, "spoken", "q=full")).toEqual([]);
  });

  it("no longer finds words of a message that has been encrypted since", async () => {
    for (const name of ["spoken", "closed"])
      expect(await found(member, name, "q=okapi")).toEqual([]);
  });

  it("is shown by the rights of today", async () => {
    expect(await found(stranger, "closed")).toEqual([]);
    await expect(listAllTickets(member, addressAt("closed"))).rejects.toMatchObject({
      code: "not_found",
    });
    const [ticket] = await sql<{ id: string }>("SELECT id FROM ticket");
    await sql(
      `INSERT INTO ticket_setting (ticket_id, organization_id, is_private, owner_id)
       VALUES ($1, $2, true, $3)`,
      [ticket?.id, target.organizationId, member.userId],
    );
    expect(await found(colleague, "opened")).toEqual([]);
    expect(await found(colleague, "answered", "q=walrus")).toEqual([]);
    const view = await listTickets(colleague, addressAt("opened"));
    expect(view.counts).toMatchObject({ all: 0 });
    expect(await found(member, "opened")).toHaveLength(1);
    await sql("DELETE FROM ticket_setting");
  });

  it("is audited with its moment", async () => {
    const filters = addressAt("opened");
    await listAllTickets(staff, filters);
    const rows = await sql("SELECT data FROM audit_entry WHERE actor_id = $1", [staff.userId]);
    expect(rows).toContainEqual({ data: expect.objectContaining({ at: filters.at }) as unknown });
  });

  it("is exported as it was", async () => {
    const file = await exportTickets(staff, addressAt("opened"), "json");
    const { tickets } = (await new Response(file.body).json()) as { tickets: object[] };
    expect(file.filename).toMatch(/^tickets-as-of-/);
    expect(tickets).toEqual([
      expect.objectContaining({
        subject: "Disk full",
        status: "open",
        address: expect.stringContaining("?at=") as unknown,
      }),
    ]);
  });

  it("has the first reply that was known then, in the list and in its file", async () => {
    const replyMs = 1_800_000;
    const repliedThen = async (name: string) => {
      const { items } = await listAllTickets(staff, addressAt(name));
      const file = await exportTickets(staff, addressAt(name), "json");
      const { tickets } = (await new Response(file.body).json()) as { tickets: object[] };
      return [items[0]?.firstReplyMs, tickets[0]];
    };
    expect(await repliedThen("opened")).toEqual([
      null,
      expect.objectContaining({ first_answer_at: null, done_at: null }),
    ]);
    expect(await repliedThen("answered")).toEqual([
      replyMs,
      expect.objectContaining({
        first_answer_at: "2026-03-01T10:30:00.000Z",
        first_answer_seconds: replyMs / 1_000,
        done_at: null,
      }),
    ]);
  });

  it("gets the first reply of versions that an older portal wrote", async () => {
    const asked = () =>
      sql<object>("SELECT known_from, first_asked_at FROM ticket_version ORDER BY known_from");
    const kept = await asked();
    const renew = async () => {
      await sql("INSERT INTO outdated_timeline SELECT id, connection_id FROM ticket");
      while ((await renewTimelinesBatch()) > 0);
    };
    await sql("UPDATE ticket_version SET first_asked_at = NULL");
    await renew();
    expect(await asked()).toEqual(kept);
    // An older portal does not name the column.
    await sql(`CREATE TABLE written AS SELECT * FROM ticket_version`);
    await sql("DELETE FROM ticket_version");
    const names = await sql<{ name: string }>(
      `SELECT string_agg(quote_ident(attname), ', ') AS name FROM pg_attribute
       WHERE attrelid = 'ticket_version'::regclass AND attnum > 0 AND NOT attisdropped
         AND attname <> 'first_asked_at'`,
    );
    await sql(
      `INSERT INTO ticket_version (${names[0]?.name}) SELECT ${names[0]?.name} FROM written`,
    );
    await sql("DROP TABLE written");
    expect(await asked()).toEqual(kept);
  });

  it("is what an organization's page counts at a moment", async () => {
    const figuresAt = (name: string) =>
      pastFigures(staff, target.organizationId, moments[name] ?? new Date());
    const open = async (name: string) =>
      Object.fromEntries((await figuresAt(name)).turns.map(({ turn, count }) => [turn, count]));
    expect(await open("before")).toMatchObject({ yours: 0, theirs: 0 });
    expect(await open("opened")).toMatchObject({ yours: 0, theirs: 1 });
    expect(await open("answered")).toMatchObject({ yours: 1, theirs: 0 });
    expect(await open("closed")).toMatchObject({ yours: 0, theirs: 0 });
    expect(await figuresAt("opened")).toMatchObject({
      unanswered: { subject: "Disk full", since: new Date("2026-03-01T10:00:00Z") },
    });
    const { turns } = await figuresAt("opened");
    const theirs = turns.find(({ turn }) => turn === "theirs");
    const query = new URL(theirs?.all ?? "", "http://portal").searchParams;
    expect((await listAllTickets(staff, filtersOf(query))).items).toHaveLength(1);
    const events = await organizationEvents(staff, target.organizationId, moments.opened);
    expect(events.map(({ subject }) => subject)).toEqual(["Disk full"]);
    await expect(pastFigures(member, target.organizationId, new Date())).rejects.toThrow();
  });

  it("is made from revisions and events for tickets of earlier versions", async () => {
    const lists = async () =>
      Promise.all(
        ["before", "opened", "answered", "spoken", "closed"].flatMap((name) =>
          ["", "q=walrus", "q=full", "q=okapi", "unanswered=<1y"].map(async (rest) => {
            const { items } = await listAllTickets(staff, addressAt(name, rest));
            return items.map(({ readAt: _readAt, ...item }) => item);
          }),
        ),
      );
    const kept = await lists();
    await sql("DELETE FROM ticket_version");
    await sql("DELETE FROM ticket_timeline");
    await sql("DELETE FROM day_sum");
    await sql("DELETE FROM past_words");
    await sql("UPDATE ticket_search SET known_from = NULL");
    await sql("INSERT INTO outdated_timeline SELECT id, connection_id FROM ticket");
    while ((await renewTimelinesBatch()) > 0);
    expect(await lists()).toEqual(kept);
  });

  it("is closed to a disabled account", async () => {
    await disableUser(member.userId);
    expect(await loadViewer(member.session.id)).toBeNull();
  });
});
