import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { FAILURES_PER_PLACE } from "@/lib/auth/limits/sign-in-throttle";
import { hashPassword } from "@/lib/auth/password";
import { signInWithPassword } from "@/lib/auth/sign-in";
import type { Viewer } from "@/lib/auth/types";
import { prisma } from "@/lib/db/prisma";
import { listAllTickets, reviewListUpdates } from "@/lib/review/queries";
import { listSyncStates } from "@/lib/review/sync/queries";
import { listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const ADDRESS = "192.0.2.1";
const filters = (given: object = {}) => ticketFilters.parse(given);
const rows = () => sql("SELECT actor_id, action, target_id, data FROM audit_entry ORDER BY id");
const traces = () =>
  sql("SELECT action, network, reason, outcome, session_id FROM audit_entry ORDER BY id");
let staff: Viewer;
let customer: Viewer;
let jane: string;

beforeAll(async () => {
  staff = await makeViewer({ role: "staff" });
  customer = await makeViewer({ organizationId: await makeOrganization("Northwind") });
  const passwordHash = await hashPassword("right");
  const person = { email: "jane@example.com", name: "Jane", passwordHash };
  jane = (await prisma().user.create({ data: person })).id;
});

beforeEach(async () => {
  await sql("DELETE FROM audit_entry");
  await sql("DELETE FROM rate_limit");
});

describe("what staff look at in lists", () => {
  it("is in the trail with the words that were searched for, once an hour", async () => {
    for (let i = 0; i < 3; i++)
      await listAllTickets(staff, filters({ q: "private key", turn: "yours" }));
    await listAllTickets(staff, filters());
    const look = { actor_id: staff.userId, target_id: "tickets" };
    expect(await rows()).toEqual([
      { ...look, action: "tickets.searched", data: { q: "private key", turn: "yours" } },
      { ...look, action: "tickets.listed", data: {} },
    ]);
    await sql("UPDATE audit_entry SET once_key = 'an hour ago ' || once_key");
    await listAllTickets(staff, filters());
    expect(await rows()).toHaveLength(3);
  });

  it("is no more than one row of an open page that keeps itself true", async () => {
    await listAllTickets(staff, filters({ q: "x" }));
    for (let i = 0; i < 5; i++) await reviewListUpdates(staff, filters({ q: "x" }));
    expect(await rows()).toHaveLength(1);
  });

  it("says in which session and network it was", async () => {
    const network = "192.0.2.0/24";
    await listAllTickets({ ...staff, session: { ...staff.session, network } }, filters());
    expect(await traces()).toMatchObject([{ network, session_id: staff.session.id }]);
  });

  it("covers the accounts' list", async () => {
    await listSyncStates(staff, { state: "failing" });
    await listSyncStates(staff, { q: "acme", provider: "hostup" });
    expect(await rows()).toMatchObject([
      { action: "connections.listed", data: { state: "failing" } },
      { action: "connections.searched", data: { q: "acme", provider: "hostup" } },
    ]);
  });

  it("is kept of staff only, and of nobody who was refused", async () => {
    await listTickets(customer, filters({ q: "private key" }));
    await expect(listAllTickets(customer, filters({ q: "key" }))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(listSyncStates(customer)).rejects.toMatchObject({ code: "not_found" });
    expect(await rows()).toEqual([]);
  });
});

describe("a sign-in", () => {
  const attempt = (email: string, password: string) =>
    signInWithPassword(
      { email, password },
      { address: ADDRESS, userAgent: "", deviceToken: undefined },
    );

  it("is in the trail, whether it went well or not", async () => {
    await attempt("jane@example.com", "wrong");
    await attempt("jane@example.com", "right");
    expect(await rows()).toEqual([
      {
        actor_id: null,
        action: "signin.failed",
        target_id: jane,
        data: { address: ADDRESS },
      },
      {
        actor_id: jane,
        action: "signin.succeeded",
        target_id: jane,
        data: { address: ADDRESS, method: "password" },
      },
    ]);
    const network = "192.0.2.0/24";
    expect(await traces()).toEqual([
      {
        action: "signin.failed",
        network,
        reason: "password",
        outcome: "refused",
        session_id: null,
      },
      {
        action: "signin.succeeded",
        network,
        reason: null,
        outcome: "done",
        session_id: expect.stringMatching(/^\w{26}$/),
      },
    ]);
  });

  it("of unknown people keeps nothing that was typed, and cannot flood the trail", async () => {
    for (let i = 0; i < 30; i++) await attempt(`hunter2-${i}@example.com`, "wrong");
    expect(await rows()).toHaveLength(1);
    expect(JSON.stringify(await rows())).not.toContain("hunter2");
  });

  it("of a known person leaves no more rows than the throttle lets through", async () => {
    for (let i = 0; i < 20; i++) await attempt("jane@example.com", "wrong").catch(() => undefined);
    expect(await rows()).toHaveLength(FAILURES_PER_PLACE);
  });
});
