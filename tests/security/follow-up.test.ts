import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { registerProvider } from "@/lib/providers/registry";
import { loadOwnActions, newestForeignEvent } from "@/lib/tickets/detail/foreign-events";
import { followUpValues } from "@/lib/tickets/filing/follow-up-values";
import { getTicket } from "@/lib/tickets/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { withVisibleMarks } from "@/tests/helpers/texts";

useTestDatabase();

const account = new MemoryAccount();
let owner: Viewer;
let colleague: Viewer;
let ticketId: string;
let unregister = () => {};

beforeAll(async () => {
  unregister = registerProvider({
    ...memoryProvider(account),
    followUpValues: ({ priority, categoryId, fields, services }) => ({
      priority: priority ?? "",
      category: categoryId ?? "",
      about: `${String(fields.region)} ${services[0]?.externalId}`,
    }),
  });
  const organizationId = await makeOrganization("Northwind");
  owner = await makeViewer({ organizationId });
  colleague = await makeViewer({ organizationId });
  const connectionId = await makeConnection(owner, "memory", account.key);
  account.put("m-1", {
    fields: { region: "eu-5" },
    services: [{ kind: "box", externalId: "box-1", name: "Box", details: {} }],
  });
  await syncNow(owner, { connectionId });
  ticketId = (await sql<{ id: string }>("SELECT id FROM ticket"))[0]?.id ?? "";
});

afterAll(() => unregister());

describe("what a follow-up takes over", () => {
  it("is the earlier ticket's, as its provider maps it", async () => {
    expect(await followUpValues(owner, ticketId)).toEqual({
      priority: "low",
      category: "help",
      about: "eu-5 box-1",
    });
  });

  it("is told to nobody else", async () => {
    const other = await makeViewer({ organizationId: await makeOrganization("Contoso") });
    for (const viewer of [await makeViewer(), other, await makeViewer({ role: "staff" })])
      expect(await followUpValues(viewer, ticketId)).toEqual({});
    expect(await followUpValues(owner, "a\u0000b")).toEqual({});
  });
});

describe("what is news to a person", () => {
  const seen = async (viewer: Viewer) => {
    const ticket = await getTicket(viewer, ticketId);
    const event = ticket && newestForeignEvent(ticket, await loadOwnActions(viewer, ticket.id));
    return event && withVisibleMarks(event.sentence);
  };
  const note = (kind: string, field: string, after: unknown, when: string) =>
    sql(
      "INSERT INTO event (ticket_id, organization_id, kind, field, after, seen_at) SELECT id, organization_id, $2, $3, $4, $5 FROM ticket WHERE id = $1",
      [ticketId, kind, field, JSON.stringify(after), when],
    );

  it("is not what they did themselves, and is what a colleague or the provider did", async () => {
    await sql(
      `INSERT INTO submission (id, user_id, organization_id, connection_id, ticket_id, form_key, payload_hash, kind, state, step, payload, external_id, sending_at, settled_at, due_at)
       SELECT '01JZZZZZZZZZZZZZZZZZZZZZZZ', $2, organization_id, connection_id, id, gen_random_uuid(), 'hash', 'reply', 'sent', 'write', '{}', 'own-message', '2026-05-01T10:00:00Z', '2026-05-01T10:00:02Z', now()
         FROM ticket WHERE id = $1`,
      [ticketId, owner.userId],
    );
    await note(
      "message_added",
      "own-message",
      { sender: "customer", senderName: "Jane" },
      "2026-05-01T10:05:00Z",
    );
    await note("changed", "status", "open", "2026-05-01T10:00:03Z");
    expect(await seen(owner)).toBe("First seen here");
    expect(await seen(colleague)).toMatch(/^Status/);
    await note(
      "message_added",
      "theirs",
      { sender: "staff", senderName: "Kim" },
      "2026-05-01T10:00:04Z",
    );
    expect(await seen(owner)).toBe("New message from ⟦Kim⟧");
    await note("changed", "status", "answered", "2026-05-01T10:00:05Z");
    expect(await seen(owner)).toMatch(/^Status/);
  });

  it("is not what followed a ticket they filed with files", async () => {
    await sql("DELETE FROM event WHERE kind <> 'first_seen'");
    await sql("UPDATE submission SET kind = 'create', external_id = NULL");
    await note(
      "message_added",
      "file-message",
      { sender: "customer", senderName: "Jane" },
      "2026-05-01T10:00:03Z",
    );
    expect(await seen(owner)).toBe("New message from ⟦Jane⟧");
    await sql(
      `INSERT INTO outgoing_file (id, submission_id, user_id, organization_id, draft_kind, filename, size, state)
       SELECT 'file', id, user_id, organization_id, 'new_ticket', 'a.log', 1, 'confirmed' FROM submission`,
    );
    await note("changed", "status", "open", "2026-05-01T10:00:04Z");
    expect(await seen(owner)).toMatch(/^Filed here by ⟦/);
    expect(await seen(colleague)).toMatch(/^Status/);
  });
});
