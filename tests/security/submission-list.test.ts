import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { accessFilters } from "@/lib/audit/schemas";
import { listStaffLooks } from "@/lib/audit/staff-looks";
import type { Viewer } from "@/lib/auth/types";
import { getOverview } from "@/lib/review/overview/overview";
import { overviewFilters } from "@/lib/review/overview/overview-filters";
import { listAllTickets } from "@/lib/review/queries";
import { listSubmissions } from "@/lib/review/submissions/queries";
import { submissionFilters } from "@/lib/review/submissions/schemas";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { currentViewer, disableUser, makeOrganization } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { type GuardedTicket, useGuardedTicket } from "./guarded-ticket";

useTestDatabase();

let made: GuardedTicket;
let own: string;

useGuardedTicket((guarded) => {
  made = guarded;
  own = guarded.owner.memberships[0]?.organizationId ?? "";
});

const STATES = ["queued", "sending", "unknown", "needs_decision", "rejected", "sent", "abandoned"];

const submit = (id: string, state: string, ticketId: string | null = null) =>
  sql(
    `INSERT INTO submission (id, organization_id, connection_id, user_id, form_key, kind, payload,
       payload_hash, state, ticket_id)
     VALUES ($1, $2, $3, $4, $1, 'reply', '{"message": "canary of the message"}', '-',
       $5::"SubmissionState", $6)`,
    [id, own, made.connectionId, made.owner.userId, state, ticketId],
  );

beforeAll(async () => {
  for (const [index, state] of STATES.entries())
    await submit(`01JS000000000000000000000${index}`, state, made.ticketId);
});

beforeEach(() => sql("DELETE FROM audit_entry"));

const list = (viewer: Viewer, query: object = {}) =>
  listSubmissions(viewer, submissionFilters.parse(query));
const statesOf = async (query: object) =>
  (await list(made.staff, query)).items.map(({ state }) => state);

describe("the list of submissions over all organizations", () => {
  it("is for staff alone, and leaves nothing in the log for others", async () => {
    const { owner, member, reader, stranger, outsider } = made;
    for (const viewer of [owner, member, reader, stranger, outsider])
      await expect(list(viewer, { organization: own })).rejects.toMatchObject({
        code: "not_found",
      });
    await disableUser(made.staff.userId);
    expect(await currentViewer(made.staff.userId)).toBeNull();
    await sql('UPDATE "user" SET disabled_at = NULL WHERE id = $1', [made.staff.userId]);
    expect(await sql("SELECT 1 FROM audit_entry")).toEqual([]);
  });

  it("has what is not settled or was rejected, by state, provider and organization", async () => {
    expect(await statesOf({})).toEqual(STATES.slice(0, 5).toReversed());
    expect(await statesOf({ state: "unknown" })).toEqual(["needs_decision", "unknown"]);
    expect(await statesOf({ state: "rejected" })).toEqual(["rejected"]);
    expect(await statesOf({ state: "waiting" })).toEqual(["sending", "queued"]);
    expect(await statesOf({ provider: "no-such-provider" })).toEqual([]);
    expect(await statesOf({ organization: await makeOrganization() })).toEqual([]);
    expect(await statesOf({ state: "nonsense", organization: own })).toHaveLength(5);
  });

  it("is searched by every word of organization, account, author and subject", async () => {
    const [names] = await sql<{ organization: string; account: string; subject: string }>(
      `SELECT o.name AS organization, c.label AS account, t.subject FROM ticket t
       JOIN organization o ON o.id = t.organization_id JOIN connection c ON c.id = t.connection_id
       WHERE t.id = $1`,
      [made.ticketId],
    );
    const { organization = "", account = "", subject = "" } = names ?? {};
    const found = async (q: string) => (await statesOf({ q })).length;
    for (const name of [organization, account, subject, made.owner.name])
      expect(await found(name.toUpperCase()), name).toBe(5);
    expect(await found(`${account} ${made.owner.name}`)).toBe(5);
    expect(await found(`${account} nobody-of-this-name`)).toBe(0);
    expect(await found("%")).toBe(0);
    expect(await statesOf({ q: account, state: "rejected" })).toEqual(["rejected"]);
  });

  it("has the subject of a ticket that is not filed yet, and finds it", async () => {
    await submit("01JT0000000000000000000001", "needs_decision");
    await sql(
      `UPDATE submission SET kind = 'create', payload = payload || '{"subject": "Gibbon 4711"}'
       WHERE id LIKE '01JT%'`,
    );
    const found = (await list(made.staff, { q: "gibbon" })).items;
    expect(found).toEqual([expect.objectContaining({ ticketId: null, subject: "Gibbon 4711" })]);
    expect(JSON.stringify(found)).not.toContain("canary");
    const { submissions } = (await getOverview(made.staff, overviewFilters.parse({}))).now;
    expect(submissions.map(({ subject }) => subject)).toContain("Gibbon 4711");
    await sql("DELETE FROM submission WHERE id LIKE '01JT%'");
  });

  it("goes on after its pages", async () => {
    const ids = Array.from(
      { length: 30 },
      (_one, index) => `01JR${String(index).padStart(22, "0")}`,
    );
    for (const id of ids) await submit(id, "rejected");
    const first = await list(made.staff, { state: "rejected" });
    const second = await list(made.staff, { state: "rejected", after: first.next });
    expect([first.items.length, second.items.length, second.next]).toEqual([25, 6, null]);
    const shown = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(shown).size).toBe(31);
    await sql("DELETE FROM submission WHERE id LIKE '01JR%'");
  });

  it("above the list of tickets is of the chosen organizations and providers alone", async () => {
    const pending = async (query: object) => {
      const { pending: all } = await listAllTickets(made.staff, ticketFilters.parse(query));
      return all.length;
    };
    const other = await makeOrganization("Elsewhere");
    const all = await pending({});
    expect(all).toBeGreaterThan(0);
    expect(await pending({ organization: own })).toBe(all);
    expect(await pending({ organization: other })).toBe(0);
    expect(await pending({ provider: "hostup" })).toBe(0);
    expect(await pending({ provider: "-hostup", organization: `-${other}` })).toBe(all);
    expect(await pending({ account: made.connectionId })).toBe(all);
    expect(await pending({ account: "01JS0000000000000000000099" })).toBe(0);
    expect(await pending({ account: "01JS0000000000000000000099", organization: own })).toBe(0);
    expect(await pending({ account: "-01JS0000000000000000000099" })).toBe(all);
  });

  it("has no text of a message", async () => {
    expect(JSON.stringify(await list(made.staff))).not.toContain("canary");
  });

  it("is in the log, in words, where its organization sees it", async () => {
    await list(made.staff, { organization: own, state: "unknown" });
    const { items } = await listStaffLooks(made.owner, accessFilters.parse({}));
    expect(items).toMatchObject([
      {
        action: "submissions.listed",
        actorName: made.staff.name,
        isOfAll: false,
        facts: [{ label: "State", value: "Unconfirmed" }],
      },
    ]);
    expect((await listStaffLooks(made.stranger, accessFilters.parse({}))).items).toEqual([]);
  });

  it("is not shown if it cannot be logged", async () => {
    await sql("ALTER TABLE audit_entry RENAME TO audit_away");
    await expect(list(made.staff)).rejects.toThrow();
    await sql("ALTER TABLE audit_away RENAME TO audit_entry");
  });
});
