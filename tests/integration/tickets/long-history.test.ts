import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { registerProvider } from "@/lib/providers/registry";
import { getReviewTicket } from "@/lib/review/queries";
import { getTicket, listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const CHANGES = 1_100;
const BLANK = "\u00a0 \u200b";

const account = new MemoryAccount();
let owner: Viewer;
let staff: Viewer;
let ticketId: string;
let unregister = () => {};

beforeAll(async () => {
  unregister = registerProvider(memoryProvider(account));
  owner = await makeViewer({ organizationId: await makeOrganization("Northwind") });
  staff = await makeViewer({ role: "staff" });
  const connectionId = await makeConnection(owner, "memory", account.key);
  const message = {
    externalId: "a",
    sender: "staff",
    senderId: null,
    senderName: BLANK,
    body: "Gone soon",
    encrypted: false,
    sentAt: new Date("2026-03-01T11:00:00Z"),
  };
  account.put("m-1", { subject: BLANK, requesterName: BLANK, messages: [message] });
  await syncNow(owner, { connectionId });
  const [ticket] = await sql<{ id: string; organization_id: string }>(
    "SELECT id, organization_id FROM ticket",
  );
  ticketId = ticket?.id ?? "";
  await sql(
    `INSERT INTO event (ticket_id, organization_id, kind, field, before, seen_at) VALUES ($1, $2, 'message_removed', 'a', '{}', now() - interval '1 day')`,
    [ticketId, ticket?.organization_id],
  );
  await sql(
    "UPDATE message SET removed_at = now() - interval '1 day' WHERE ticket_id = $1 AND external_id = 'a'",
    [ticketId],
  );
  await sql(
    `INSERT INTO event (ticket_id, organization_id, kind, field, before, after, seen_at)
     SELECT $1, $2, 'changed', 'priority', to_jsonb('p' || n), to_jsonb('p' || (n + 1)), now() FROM generate_series(1, ${CHANGES}) n`,
    [ticketId, ticket?.organization_id],
  );
  await sql(
    "INSERT INTO raw_content (ticket_id, content_hash, raw) SELECT $1, 'h' || n, jsonb_build_object('n', n) FROM generate_series(1, 230) n",
    [ticketId],
  );
  await sql(
    "INSERT INTO revision (ticket_id, content_hash, seen_at) SELECT $1, 'h' || n, now() FROM generate_series(1, 230) n",
    [ticketId],
  );
});

afterAll(() => unregister());

describe("a ticket with a long history", () => {
  it("marks what the provider removed, however much has changed since", async () => {
    const ticket = await getTicket(owner, ticketId);
    expect(ticket?.messages.find((message) => message.id === "a")?.removedAt).toBeInstanceOf(Date);
  });

  it("is shown page by page, to its beginning", async () => {
    const pages = [];
    let before: string | undefined;
    do {
      const page = await getTicket(owner, ticketId, undefined, before);
      pages.push(page?.events.length);
      expect(page?.isOlderHistory).toBe(before !== undefined);
      before = page?.olderEvents ?? undefined;
      if (!before) expect(page?.events.at(-1)?.kind).toBe("first_seen");
    } while (before);
    expect(pages).toEqual([500, 500, expect.any(Number)]);
    expect(
      (await getReviewTicket(staff, ticketId, undefined, { eventsBefore: "not an id" }))
        ?.isOlderHistory,
    ).toBe(false);
  });
});

describe("a ticket with many revisions", () => {
  it("says how many there are, and gives each of them page by page or by its id", async () => {
    const review = async (pages: Parameters<typeof getReviewTicket>[3]) => {
      const ticket = await getReviewTicket(staff, ticketId, undefined, pages);
      return {
        raws: ticket?.revisions.map(({ raw }) => raw) ?? [],
        count: ticket?.revisionCount,
        older: ticket?.olderRevisions ?? undefined,
        ids: ticket?.revisions.map(({ id }) => id) ?? [],
      };
    };
    const first = await review({});
    expect(first).toMatchObject({ count: 231 });
    expect(first.raws).toHaveLength(100);
    const second = await review({ revisionsBefore: first.older });
    const third = await review({ revisionsBefore: second.older });
    expect([second.raws.length, third.raws.length, third.older]).toEqual([100, 31, undefined]);
    expect(third.raws.slice(-2)).toEqual([
      { n: 1 },
      expect.objectContaining({ externalId: "m-1" }),
    ]);
    const compared = await review({ compared: [third.ids.at(-1), "x'; --"] });
    expect(compared).toMatchObject({ count: 231, older: first.older });
    expect(compared.raws).toHaveLength(101);
  });
});

describe("texts in which there is nothing to see", () => {
  it("are named wherever they are shown", async () => {
    const ticket = await getTicket(owner, ticketId);
    expect(ticket).toMatchObject({ subject: "(no subject)", requesterName: null });
    expect(ticket?.messages.map(({ author, sender }) => [author, sender])).toEqual([
      [null, "customer"],
      [null, "staff"],
    ]);
    const { items } = await listTickets(owner, ticketFilters.parse({}));
    expect(items.map(({ subject }) => subject)).toEqual(["(no subject)"]);
  });
});
