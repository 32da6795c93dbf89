import { beforeAll, describe, expect, it } from "vitest";

import { auditLogRequest, entriesOf, readAuditLog } from "@/lib/audit/audit-log";
import { entryIds } from "@/lib/audit/entry-page";
import { auditFilters } from "@/lib/audit/schemas";
import type { Viewer } from "@/lib/auth/types";
import { auditOnce } from "@/lib/db/audit";
import { getReviewService } from "@/lib/inventory/queries";
import { getPerson } from "@/lib/people/get-person";
import { getOrganization, listOrganizations } from "@/lib/people/list-organizations";
import { listPeople } from "@/lib/people/list-people";
import { getReviewTicket, listAllTickets } from "@/lib/review/queries";
import { getSyncState, listSyncStates } from "@/lib/review/sync/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { type GuardedTicket, useGuardedTicket } from "./guarded-ticket";

useTestDatabase();

let guarded: GuardedTicket;
let staff: Viewer;
let organizationId: string;

useGuardedTicket((made) => {
  guarded = made;
  staff = made.staff;
  organizationId = made.owner.memberships[0]?.organizationId ?? "";
});

const filters = (given: object = {}) => auditFilters.parse(given);
const read = async (given: object = {}, viewer = staff) =>
  (await readAuditLog(viewer, filters(given))).items;

describe("the audit log", () => {
  beforeAll(async () => {
    await sql("DELETE FROM audit_entry");
    await getReviewTicket(staff, guarded.ticketId);
    await listAllTickets(staff, ticketFilters.parse({ q: "root password" }));
    await getOrganization(staff, organizationId);
  });

  it("says who did what to whom, from which session and network", async () => {
    const entry = (await read({ kind: "looked", organization: organizationId })).find(
      ({ action }) => action === "ticket.viewed",
    );
    expect(entry).toMatchObject({
      actor: { id: staff.userId, name: staff.name, email: staff.email },
      organization: { id: organizationId, name: "Northwind" },
      target: { name: "Subject of m-1", href: `/staff/tickets/${guarded.ticketId}` },
      sessionId: staff.session.id,
      outcome: "done",
    });
  });

  it("is searched by person, organization, number and id, and filtered by kind and outcome", async () => {
    const [{ number = "" } = {}] = await sql<{ number: string }>(
      "SELECT number FROM ticket WHERE id = $1",
      [guarded.ticketId],
    );
    const actions = async (given: object) => (await read(given)).map(({ action }) => action);
    for (const q of [staff.email, `#${number}`, guarded.ticketId, "northw"])
      expect(await actions({ q, kind: "looked" }), q).toContain("ticket.viewed");
    expect(await actions({ q: "no such words" })).toEqual([]);
    expect(await actions({ kind: "searched", q: staff.email })).toEqual([
      "audit.searched",
      "audit.searched",
      "audit.searched",
      "audit.searched",
      "audit.searched",
      "audit.searched",
      "tickets.searched",
    ]);
    expect(await actions({ outcome: "refused" })).toEqual([]);
    expect(await actions({ person: guarded.owner.userId, kind: "looked" })).toEqual([]);
  });

  it("is read in pages both ways, within the period", async () => {
    await sql(
      `INSERT INTO audit_entry (actor_id, action, at)
         SELECT 'paged', 'test.done', now() - make_interval(hours => 101 - n)
           FROM generate_series(1, 100) AS n`,
    );
    const ids = (
      await sql<{ id: string }>(
        "SELECT id FROM audit_entry WHERE actor_id = 'paged' ORDER BY id DESC",
      )
    ).map(({ id }) => id);
    const page = (given: object) =>
      readAuditLog(staff, filters({ organization: undefined, ...given }));
    await sql("UPDATE audit_entry SET actor_id = $1 WHERE actor_id = 'paged'", [
      guarded.owner.userId,
    ]);
    const by = { person: guarded.owner.userId };
    const first = await page(by);
    const second = await page({ ...by, after: first.after });
    const third = await page({ ...by, after: second.after });
    const back = await page({ ...by, before: third.before });
    const shown = [first, second, third].flatMap(({ items }) => items.map(({ id }) => id));
    expect(shown).toEqual(ids);
    expect([first.before, third.after]).toEqual([null, null]);
    expect(back.items).toEqual(second.items);
    const old = await page({ ...by, since: "2020-01-01", until: "2020-12-31" });
    expect(old.items).toEqual([]);
    await sql("DELETE FROM audit_entry WHERE action = 'test.done'");
  });

  it("records its own reading, once for each person, filter and hour", async () => {
    for (let i = 0; i < 3; i += 1) await read({ q: "who reads" });
    const rows = await sql("SELECT actor_id FROM audit_entry WHERE data ->> 'q' = 'who reads'");
    expect(rows).toEqual([{ actor_id: staff.userId }]);
  });

  it("is hidden from customers, members or not", async () => {
    for (const viewer of [guarded.owner, await makeViewer()])
      await expect(readAuditLog(viewer, filters())).rejects.toMatchObject({ code: "not_found" });
  });

  it("is read by its indexes, and by ids within the period", async () => {
    await sql(
      `INSERT INTO audit_entry (actor_id, organization_id, action, target_id, at)
         SELECT 'person-' || n % 100, 'org-' || n % 500, (ARRAY['ticket.viewed', 'signin.succeeded', 'tickets.listed'])[1 + n % 3],
                'ticket-' || n, now() - make_interval(mins => 60000 - n)
           FROM generate_series(1, 30000) AS n`,
    );
    await sql("ANALYZE audit_entry");
    const plan = async (given: object) => {
      const request = await auditLogRequest("UTC", filters(given));
      if (!request) throw new Error("Nothing is named.");
      return JSON.stringify(await entriesOf(entryIds(request)).explain("text"));
    };
    for (const [given, index] of [
      [{}, "audit_entry_pkey"],
      [{ kind: "exported" }, "audit_entry_action"],
      [{ person: staff.userId }, "audit_entry_actor"],
      [{ organization: organizationId }, "audit_entry_organization_id_id_idx"],
      [{ q: guarded.ticketId }, "audit_entry_target_id_id_idx"],
      [{ since: "2020-01-01", until: "2020-02-01" }, "audit_entry_at"],
    ] as const) {
      const found = await plan(given);
      expect(found).toContain(index);
      expect(found, index).not.toContain("Seq Scan on audit_entry");
    }
    await sql("DELETE FROM audit_entry WHERE target_id LIKE 'ticket-%'");
  });
});

describe("a look that is recorded once an hour", () => {
  const look = {
    actorId: "someone",
    sessionId: null,
    network: null,
    organizationId: null,
    action: "tickets.listed",
    targetType: "list",
    targetId: "tickets",
  } as const;
  const count = async () =>
    (await sql("SELECT 1 FROM audit_entry WHERE actor_id = 'someone'")).length;

  it("is one row, of however many at the same time", async () => {
    await Promise.all(Array.from({ length: 20 }, () => auditOnce(look)));
    expect(await count()).toBe(1);
  });

  it("is another row by other filters, whatever their order", async () => {
    await auditOnce({ ...look, data: { q: "a", turn: "yours" } });
    await auditOnce({ ...look, data: { turn: "yours", q: "a" } });
    await auditOnce({ ...look, organizationId });
    expect(await count()).toBe(3);
  });

  it("is another row in the next hour", async () => {
    await sql("UPDATE audit_entry SET once_key = 'past ' || once_key WHERE actor_id = 'someone'");
    await auditOnce(look);
    expect(await count()).toBe(4);
  });
});

describe("while the log cannot be written", () => {
  beforeAll(async () => {
    await sql("ALTER TABLE audit_entry ADD CONSTRAINT unwritable CHECK (false) NOT VALID");
  });

  const all = { q: undefined, role: undefined, state: undefined, after: undefined };
  const PAGES: [page: string, load: () => Promise<unknown>][] = [
    ["ticket", () => getReviewTicket(staff, guarded.ticketId)],
    ["list", () => listAllTickets(staff, ticketFilters.parse({ turn: "yours" }))],
    ["search", () => listAllTickets(staff, ticketFilters.parse({ q: "subject" }))],
    ["service", async () => getReviewService(staff, await anyService())],
    ["person", () => getPerson(staff, guarded.owner.userId)],
    ["people", () => listPeople(staff, all)],
    ["organization", () => getOrganization(staff, organizationId)],
    ["organizations", () => listOrganizations(staff, { q: "unseen", after: undefined })],
    ["sync", () => listSyncStates(staff, { state: "paused" })],
    ["sync of an account", () => getSyncState(staff, guarded.connectionId)],
    ["audit", () => readAuditLog(staff, filters({ q: "unseen" }))],
  ];

  it.each(PAGES)("staff do not see the page: %s", async (_page, load) => {
    await expect(load()).rejects.toThrow(/unwritable/);
  });
});

async function anyService(): Promise<string> {
  const [service] = await sql<{ id: string }>("SELECT id FROM service LIMIT 1");
  if (service) return service.id;
  const [made] = await sql<{ id: string }>(
    `INSERT INTO service (id, organization_id, connection_id, kind, external_id, name, read_at)
       VALUES ('01ARZ3NDEKTSV4RRFFQ69G5FAZ', $1, $2, 'domain', 'd-1', 'example.com', now()) RETURNING id`,
    [organizationId, guarded.connectionId],
  );
  return made?.id ?? "";
}
