import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { accessFilters } from "@/lib/audit/schemas";
import { listStaffLooks, ticketLooks } from "@/lib/audit/staff-looks";
import type { Viewer } from "@/lib/auth/types";
import { audit } from "@/lib/db/audit";
import { getPerson } from "@/lib/people/get-person";
import { listPeople } from "@/lib/people/list-people";
import { getReviewTicket, listAllTickets, listAuditRecord } from "@/lib/review/queries";
import { downloadAttachment } from "@/lib/tickets/detail/download-attachment";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { currentViewer, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { useGuardedTicket } from "./guarded-ticket";

useTestDatabase();

let owner: Viewer;
let reader: Viewer;
let stranger: Viewer;
let staff: Viewer;
let own: string;
let foreign: string;
let ticketId: string;

useGuardedTicket((made) => {
  ({ owner, staff, ticketId } = made);
  own = owner.memberships[0]?.organizationId ?? "";
});

beforeAll(async () => {
  foreign = await makeOrganization("Zebrafish Hosting AB");
  stranger = await makeViewer({ organizationId: foreign });
  reader = await makeViewer({ organizationId: own, membership: "reader" });
});

beforeEach(() => sql("DELETE FROM audit_entry"));

const looks = async (viewer: Viewer, given: object = {}) =>
  (await listStaffLooks(viewer, accessFilters.parse(given))).items;
const search = (given: object) => listAllTickets(staff, ticketFilters.parse(given));
const everyone = { q: undefined, role: undefined, state: undefined, after: undefined };

describe("what staff looked at", () => {
  it("is seen by every member, on the ticket and in the settings, with name and time", async () => {
    await getReviewTicket(staff, ticketId);
    for (const viewer of [owner, reader]) {
      const [look] = await looks(viewer);
      expect(look).toMatchObject({
        action: "ticket.viewed",
        actorName: staff.name,
        target: { name: "Subject of m-1", href: `/tickets/${ticketId}` },
      });
      expect(await ticketLooks(viewer, ticketId)).toEqual([look]);
    }
  });

  it("names no session, network or address of theirs", async () => {
    const network = "192.0.2.0/24";
    await getReviewTicket({ ...staff, session: { ...staff.session, network } }, ticketId);
    const shown = JSON.stringify(await looks(owner));
    for (const secret of [network, staff.email, staff.session.id, staff.userId])
      expect(shown).not.toContain(secret);
  });

  it("is hidden from a stranger, a disabled account and people of no organization", async () => {
    await getReviewTicket(staff, ticketId);
    const outsider = await makeViewer();
    for (const viewer of [stranger, outsider, staff]) {
      expect(await looks(viewer)).toEqual([]);
      expect(await looks(viewer, { in: own })).toEqual([]);
      expect(await looks(viewer, { ticket: ticketId })).toEqual([]);
      expect(await ticketLooks(viewer, ticketId)).toEqual([]);
    }
    const disabled = await makeViewer({ organizationId: own });
    await sql('UPDATE "user" SET disabled_at = now() WHERE id = $1', [disabled.userId]);
    expect(await currentViewer(disabled.userId)).toBeNull();
  });

  it("says how many tickets were exported of their own organization alone", async () => {
    const exported = (organizations: readonly string[]) =>
      audit(listAuditRecord(staff, ticketFilters.parse({}), organizations, { count: 110 }));
    await exported([own]);
    await exported([]);
    expect(await looks(owner)).toMatchObject([
      { action: "tickets.exported", isOfAll: true, count: null },
      { action: "tickets.exported", isOfAll: false, count: 110 },
    ]);
  });

  it("at a private ticket is seen by those who may see the ticket alone", async () => {
    await getReviewTicket(staff, ticketId);
    await sql(
      `INSERT INTO ticket_setting (ticket_id, is_private, owner_id, organization_id)
         VALUES ($1, true, $2, $3)`,
      [ticketId, reader.userId, own],
    );
    expect([await looks(owner), await ticketLooks(owner, ticketId)]).toEqual([[], []]);
    expect(await looks(owner, { ticket: ticketId })).toEqual([]);
    expect(await looks(reader)).toHaveLength(1);
    expect(await ticketLooks(reader, ticketId)).toHaveLength(1);
    await sql("DELETE FROM ticket_setting");
  });

  it("is one row an hour on the ticket, however often the page was read", async () => {
    for (let i = 0; i < 4; i += 1) await getReviewTicket(staff, ticketId);
    expect(await ticketLooks(owner, ticketId)).toHaveLength(1);
  });

  it("includes files, but not those that members downloaded, and later roles change nothing", async () => {
    const [file] = await sql<{ id: string }>("SELECT id FROM attachment ORDER BY external_id");
    await downloadAttachment(owner, file?.id ?? "");
    await downloadAttachment(staff, file?.id ?? "");
    await sql(`UPDATE "user" SET role = 'customer' WHERE id = $1`, [staff.userId]);
    expect(await looks(owner)).toMatchObject([
      { action: "attachment.downloaded", actorName: staff.name },
    ]);
    await sql(`UPDATE "user" SET role = 'staff' WHERE id = $1`, [staff.userId]);
  });

  it("includes the pages of its people", async () => {
    await getPerson(staff, reader.userId);
    expect(await looks(owner)).toMatchObject([{ action: "person.viewed" }]);
    expect(await looks(stranger)).toEqual([]);
  });

  it("is found by a part of the name, and by period", async () => {
    await getReviewTicket(staff, ticketId);
    const name = staff.name.slice(0, 4);
    expect(await looks(owner, { person: name })).toHaveLength(1);
    expect(await looks(owner, { person: "no such name" })).toEqual([]);
    expect(await looks(owner, { since: "2020-01-01", until: "2020-02-01" })).toEqual([]);
  });
});

describe("what staff searched for", () => {
  it("in one organization is seen by its members alone, with words and filters", async () => {
    await search({ q: "root password", organization: own, turn: "yours" });
    expect(await looks(owner)).toMatchObject([
      {
        action: "tickets.searched",
        isOfAll: false,
        data: { q: "root password", turn: "yours" },
      },
    ]);
    expect(await looks(stranger)).toEqual([]);
  });

  it("in all organizations is seen by each, with the words that its own tickets have", async () => {
    await sql(
      "INSERT INTO search_word VALUES ($1, 'late', 1), ($1, 'overforing', 1), ($2, 'zebrafish', 1)",
      [own, foreign],
    );
    const said = [
      "Överföring late",
      "invoice zebrafish",
      `${foreign} late`,
      "anna@late.example",
      "Anna Late!",
      "#128381 late 198.51.100.7",
      "waiting_on_customer late",
    ];
    for (const q of said) await search({ q, status: "open" });
    const seen = (viewer: Viewer) =>
      looks(viewer).then((all) => all.map(({ data }) => data.q).toReversed());
    expect(await seen(owner)).toEqual([
      "Överföring late",
      "••• •••",
      "••• late",
      "•••",
      "••• Late!",
      "••• late •••",
      "••• late",
    ]);
    expect((await seen(stranger))[1]).toBe("••• zebrafish");
    expect(await looks(owner)).toMatchObject(
      said.toReversed().map((q) => ({ data: { status: "open" }, hasHiddenWords: q !== said[0] })),
    );
  });

  it("shows the numbers of its own tickets that the viewer sees", async () => {
    await sql("UPDATE ticket SET number = '148402' WHERE id = $1", [ticketId]);
    await sql("UPDATE ticket_search SET words = '148402' WHERE ticket_id = $1", [ticketId]);
    for (const q of ["#148402", "148402 148403"]) await search({ q });
    const seen = async (viewer: Viewer) => (await looks(viewer)).map(({ data }) => data.q);
    expect(await seen(owner)).toEqual(["148402 •••", "#148402"]);
    expect((await looks(owner)).map(({ hasHiddenWords }) => hasHiddenWords)).toEqual([true, false]);
    expect(await seen(stranger)).toEqual(["••• •••", "•••"]);
    await sql(
      `INSERT INTO ticket_setting (ticket_id, is_private, owner_id, organization_id)
         VALUES ($1, true, $2, $3)`,
      [ticketId, reader.userId, own],
    );
    expect(await seen(owner)).toEqual(["••• •••", "•••"]);
    await sql("DELETE FROM ticket_setting");
  });

  it("in several organizations is seen by those, and names no others to them", async () => {
    const other = await makeOrganization("Kvarnvik");
    await search({ q: "late", organization: `${own}|${foreign}` });
    await search({ q: "later", organization: `${foreign}|${other}` });
    await search({ q: "latest", organization: `-${own}` });
    await search({ q: "late today", organization: `-${foreign}` });
    const seen = await looks(owner);
    expect(seen.map(({ data }) => data)).toEqual([{ q: "late •••" }, { q: "late" }]);
    expect(JSON.stringify(seen)).not.toMatch(new RegExp(`${foreign}|${other}|Zebrafish|Kvarnvik`));
  });

  it("among people and in filters that can hold ids is seen without the words", async () => {
    await listPeople(staff, { ...everyone, q: "jane of zebrafish" });
    await search({ q: "late", service: foreign });
    const seen = await looks(owner);
    expect(seen).toMatchObject([
      { action: "tickets.searched", data: { q: "late" }, hasHiddenWords: true },
      { action: "people.searched", data: {}, hasHiddenWords: true },
    ]);
    expect(JSON.stringify(seen)).not.toMatch(new RegExp(`zebrafish|${foreign}`, "i"));
  });
});
