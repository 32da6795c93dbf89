import { beforeAll, describe, expect, it } from "vitest";

import { readAuditLog } from "@/lib/audit/audit-log";
import { CHANGE_FACTS, LIST_FACTS } from "@/lib/audit/facts/fact-labels";
import { accessFilters, auditFilters } from "@/lib/audit/schemas";
import { listStaffLooks } from "@/lib/audit/staff-looks";
import type { Viewer } from "@/lib/auth/types";
import { audit } from "@/lib/db/audit";
import { prisma } from "@/lib/db/prisma";
import { LANGUAGES } from "@/lib/i18n/languages";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let own: string;
let owner: Viewer;
let staff: Viewer;
let account: string;
let service: string;

const ids: Record<string, string> = {};

beforeAll(async () => {
  own = await makeOrganization("Northwind Trading");
  const foreign = await makeOrganization("Zebrafish Hosting AB");
  owner = await makeViewer({ organizationId: own });
  staff = await makeViewer({ role: "staff" });
  const made = async (organizationId: string, id: string, label: string) => {
    const key = { provider: "hostup", sealedCredential: "", account: {}, capabilities: [] };
    const createdById = staff.userId;
    await prisma().connection.create({ data: { id, organizationId, label, createdById, ...key } });
    return id;
  };
  account = await made(own, "01J00000000000000000000001", "Staging");
  ids.foreignAccount = await made(foreign, "01J00000000000000000000002", "Zebra");
  service = "01JSERVICE0000000000000000";
  await sql(
    `INSERT INTO service (id, organization_id, connection_id, kind, external_id, name, read_at)
       VALUES ($1, $2, $3, 'domain', '4711', 'shop.example', now())`,
    [service, own, account],
  );
});

const factsOf = async (viewer: Viewer, data: Record<string, string>, targetType = "list") => {
  await sql("DELETE FROM audit_entry");
  await audit({
    actorId: staff.userId,
    organizationId: targetType === "list" ? null : own,
    action: targetType === "list" ? "tickets.listed" : "signin.succeeded",
    targetType: targetType as "list",
    targetId: "x",
    data,
  });
  const { items } = await readAuditLog(viewer, auditFilters.parse({ outcome: "done" }));
  const entry = items.find(({ action }) => action !== "audit.listed");
  return Object.fromEntries((entry?.facts ?? []).map(({ label, value }) => [label, value]));
};

const looksOf = async (data: Record<string, string>) => {
  await sql("DELETE FROM audit_entry");
  const list = { actorId: staff.userId, organizationId: own, targetType: "list" } as const;
  await audit({ ...list, action: "tickets.listed", targetId: "tickets", data });
  const { items } = await listStaffLooks(owner, accessFilters.parse({}));
  return Object.fromEntries(
    (items[0]?.facts ?? []).map(({ label, value }) => [label, value] as const),
  );
};

describe("a recorded filter", () => {
  it("has words in each language, whichever list it belongs to", async () => {
    const raw = {
      kind: "looked",
      outcome: "refused",
      person: staff.userId,
      organization: own,
      account,
      service,
      removed: "yes",
      age: "7d",
      unanswered: "<4h",
      turn: "yours, -theirs",
      provider: "-hostup",
      status: "customer_reply",
      priority: "critical",
      filed: "me",
      show: "unread",
      since: "2026-03-01",
      until: "2026-03-31",
      from: "2026-03-01",
      to: "2026-03-31",
      opened: "2026-03-01..2026-03-31",
      done: "2026-03-01..2026-03-04",
      answered: "2026-03-02..2026-03-02",
      category: "-",
      categoryId: "-",
      role: "manager",
      state: "overdue",
      assignee: "u-1",
      at: "2026-03-31T22:00:00.000Z",
      q: "late",
      named: "north",
    };
    expect(Object.keys(raw).toSorted()).toEqual(Object.keys(LIST_FACTS).toSorted());
    const typed = new Set(["late", "north", "u-1"]);
    for (const language of LANGUAGES) {
      const shown = Object.values(await factsOf({ ...staff, language }, raw));
      const codes = Object.values(raw).filter((value) => !typed.has(value));
      expect(shown.filter((value) => codes.includes(value))).toEqual([]);
    }
  });

  it("includes every filter of the lists of tickets", () => {
    const page = new Set(["count", "sort", "view", "after", "before"]);
    const filters = Object.keys(ticketFilters.shape).filter((name) => !page.has(name));
    expect(filters.filter((name) => !Object.hasOwn(LIST_FACTS, name))).toEqual([]);
  });

  it("is shown by names, with whose turn it is for its reader, and whole months", async () => {
    const data = {
      turn: "yours, theirs",
      provider: "-hostup",
      account,
      service,
      answered: "2026-03-01..2026-03-31",
    };
    expect(await factsOf(staff, data)).toEqual({
      Turn: "Customer’s turn, Provider’s turn",
      Provider: "Not HostUp",
      Account: "Staging",
      Service: "shop.example",
      "First reply (UTC)": "March 2026",
    });
    expect(await looksOf(data)).toMatchObject({
      Turn: "Your turn, Their turn",
      Account: "Staging",
    });
  });

  it("names nothing of another organization to customers", async () => {
    const data = { account: ids.foreignAccount ?? "", assignee: "u-1" };
    expect(await looksOf(data)).toEqual({
      Account: "No longer known",
      Assignee: "A person at the provider",
    });
  });
});

describe("a fact of a change", () => {
  it("has words, and ids of use to the portal alone are left out", async () => {
    const data = {
      method: "password",
      role: "manager",
      staff: "true",
      note: "01JX",
      isRequired: "true",
    };
    expect(await factsOf({ ...staff, language: "sv" }, data, "user")).toEqual({
      "Inloggad med": "Lösenord",
      Roll: "Ansvarig",
      "Tvåstegsverifiering krävs": "Ja",
    });
    expect(Object.keys(CHANGE_FACTS)).toEqual(expect.arrayContaining(Object.keys(data)));
  });
});
