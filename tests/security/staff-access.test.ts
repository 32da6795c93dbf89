import { describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { getReviewTicket, listAllTickets } from "@/lib/review/queries";
import { downloadAttachment } from "@/lib/tickets/detail/download-attachment";
import { getTicket } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import type { MemoryAccount } from "@/tests/helpers/memory-account";
import { sql } from "@/tests/helpers/sql";

import { GUARDED_COMMANDS, type GuardedTicket, useGuardedTicket } from "./guarded-ticket";

useTestDatabase();

let guarded: GuardedTicket;
let account: MemoryAccount;
const filters = ticketFilters.parse({});
let owner: Viewer;
let staff: Viewer;
let connectionId: string;
let ticketId: string;

useGuardedTicket((made) => {
  guarded = made;
  ({ account, owner, connectionId, ticketId, staff } = guarded);
});

describe("staff", () => {
  it("see every organization's tickets, and their look is logged", async () => {
    expect(
      (await listAllTickets(staff, filters)).items.map((item) => item.organizationName),
    ).toEqual(["Northwind"]);
    expect((await getReviewTicket(staff, ticketId))?.subject).toBe("Subject of m-1");
    expect(
      await sql("SELECT action, target_id FROM audit_entry WHERE actor_id = $1 ORDER BY id", [
        staff.userId,
      ]),
    ).toEqual([
      { action: "tickets.listed", target_id: "tickets" },
      { action: "ticket.viewed", target_id: ticketId },
    ]);
  });

  it("are logged for the organization that they chose, and for none that they left out", async () => {
    const [{ organizationId = "" } = {}] = owner.memberships;
    for (const chosen of [organizationId, `-${organizationId}`, `${organizationId}|other`])
      await listAllTickets(staff, ticketFilters.parse({ organization: chosen, q: "audited" }));
    const logged = await sql(
      "SELECT organization_id FROM audit_entry WHERE data ->> 'q' = 'audited' ORDER BY id",
    );
    expect(logged).toEqual([
      { organization_id: organizationId },
      { organization_id: null },
      { organization_id: null },
    ]);
  });

  it("get files, but not those of encrypted messages", async () => {
    const [open, secret] = await sql<{ id: string }>(
      "SELECT id FROM attachment ORDER BY external_id",
    );
    expect(await new Response((await downloadAttachment(staff, open?.id ?? "")).body).text()).toBe(
      "bytes of f-1",
    );
    await expect(downloadAttachment(staff, secret?.id ?? "")).rejects.toMatchObject({
      code: "not_found",
    });
    expect(
      await new Response((await downloadAttachment(owner, secret?.id ?? "")).body).text(),
    ).toBe("bytes of f-2");
  });

  it("see the requests to the provider", async () => {
    expect((await getReviewTicket(staff, ticketId))?.requests).toMatchObject([
      { what: "Account sync on request", outcome: "complete", message: null },
    ]);
  });

  it("do not see the text of encrypted messages, not in the raw record either", async () => {
    expect(JSON.stringify(await getReviewTicket(staff, ticketId))).not.toContain("hunter2");
    expect(JSON.stringify(await getTicket(owner, ticketId))).toContain("hunter2");
  });

  it("do not see it in the history either, when such a message changes", async () => {
    account.put("m-1", {
      messages: [
        {
          externalId: "msg-1",
          sender: "customer",
          senderId: null,
          senderName: "Jane",
          body: "the password is now okapi42",
          encrypted: true,
          sentAt: null,
        },
      ],
      updatedAt: new Date("2026-03-02T10:00:00Z"),
    });
    await syncNow(owner, { connectionId });
    const seen = JSON.stringify(await getReviewTicket(staff, ticketId));
    expect(seen).toContain("message_changed");
    expect(seen).not.toMatch(/hunter2|okapi42/);
  });

  it("do not see a text that was plain in older revisions and events, once its message is encrypted", async () => {
    const put = (body: string, encrypted: boolean, hour: number) =>
      account.put("m-1", {
        messages: [
          {
            externalId: "msg-9",
            sender: "customer",
            senderId: null,
            senderName: "Jane",
            body,
            encrypted,
            sentAt: null,
          },
        ],
        updatedAt: new Date(`2026-03-03T${hour}:00:00Z`),
      });
    for (const [body, encrypted, hour] of [
      ["tapir1", false, 10],
      ["tapir2", false, 11],
      ["tapir3", true, 12],
    ] as const) {
      put(body, encrypted, hour);
      await syncNow(owner, { connectionId });
    }
    const seen = JSON.stringify(await getReviewTicket(staff, ticketId));
    expect(seen).toContain("msg-9");
    expect(seen).not.toMatch(/tapir/);
  });

  it("see the provider's inner fields, which customers do not", async () => {
    expect(JSON.stringify((await getReviewTicket(staff, ticketId))?.details)).toContain("B-inner");
    expect(JSON.stringify(await getTicket(owner, ticketId))).not.toContain("B-inner");
  });

  it("cannot act for a customer", async () => {
    for (const [, call] of GUARDED_COMMANDS)
      await expect(call(staff, guarded)).rejects.toMatchObject({ code: "not_found" });
  });

  it("leave an unknown ticket unknown", async () => {
    expect(await getReviewTicket(staff, "01ARZ3NDEKTSV4RRFFQ69G5FAV")).toBeNull();
  });
});
