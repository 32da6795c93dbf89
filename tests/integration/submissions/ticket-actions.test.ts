import { randomUUID } from "node:crypto";

import { describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { db } from "@/lib/db/kysely";
import { AppError } from "@/lib/errors";
import { replyKey } from "@/lib/files/draft-key";
import { loadFacts } from "@/lib/notifications/content/load-facts";
import { findProvider, registerProvider } from "@/lib/providers/registry";
import { processSubmission } from "@/lib/submissions/process-submission";
import { actOnTicket, setCollaborators } from "@/lib/tickets/commands";
import { lastFilingAccount } from "@/lib/tickets/filing/last-account";
import { getTicket, listTickets } from "@/lib/tickets/queries";
import { sendReply } from "@/lib/tickets/reply/send-reply";
import { ticketFilters } from "@/lib/tickets/schemas";
import { knownTickets } from "@/lib/tickets/similar/known-tickets";
import { useTestDatabase } from "@/tests/helpers/database";
import type { MemoryAccount } from "@/tests/helpers/memory-account";
import { useMemoryConnection } from "@/tests/helpers/memory-connection";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import {
  delivered,
  filed,
  forms,
  passTime,
  replied,
  submission,
  uploadFile,
} from "@/tests/helpers/submissions/submissions";

useTestDatabase();

let account: MemoryAccount;
let viewer: Viewer;
let connectionId: string;
const { filing, reply } = forms(() => connectionId);

useMemoryConnection(
  (connected) => {
    ({ account, viewer, connectionId } = connected);
  },
  { clear: ["submission", "pgboss.job"] },
);

describe("what a ticket can do", () => {
  it("replies once, and the conversation is in the mirror", async () => {
    const { ticket_id: ticketId } = await filed(viewer, filing());
    const one = reply(ticketId, { message: "Still down." });
    const [first] = await Promise.all([replied(viewer, one), replied(viewer, one)]);
    expect(account.journal.filter((entry) => entry.what === "reply")).toHaveLength(1);
    const { reference, external_id } = await submission(first?.id ?? "");
    await expect
      .poll(() => sql("SELECT external_id, body FROM message WHERE ticket_id = $1", [ticketId]))
      .toEqual([{ external_id, body: `Still down.\n\n${reference}` }]);
  });

  it("keeps an encrypted reply sealed while it waits, and no copy of it once it was sent", async () => {
    const { ticket_id: ticketId } = await filed(viewer, filing());
    account.failOn("reply", new AppError("provider_unavailable"));
    const waiting = await replied(
      viewer,
      reply(ticketId, { message: "the password is hunter2", encrypted: true }),
    );
    expect(
      JSON.stringify(await sql("SELECT * FROM submission WHERE id = $1", [waiting.id])),
    ).not.toContain("hunter2");
    expect(waiting.sealed_message).toMatch(/^v1\./);
    account.recover();
    await passTime(10);
    await processSubmission(waiting.id);
    expect(await submission(waiting.id)).toMatchObject({
      state: "sent",
      sealed_message: null,
      payload: { encrypted: true },
    });
    expect(account.journal.at(-1)?.values).toMatchObject({
      encrypted: true,
      message: expect.stringContaining("hunter2"),
    });
  });

  it("closes, and then refuses what a closed ticket does not allow", async () => {
    const { ticket_id } = await filed(viewer, filing());
    const ticketId = ticket_id ?? "";
    expect(
      await delivered(
        await actOnTicket(viewer, { formKey: randomUUID(), ticketId, action: "close" }),
      ),
    ).toMatchObject({ state: "sent" });
    expect(await sql("SELECT status, turn FROM ticket WHERE id = $1", [ticketId])).toEqual([
      { status: "closed", turn: "done" },
    ]);
    await expect(
      actOnTicket(viewer, { formKey: randomUUID(), ticketId, action: "close" }),
    ).rejects.toMatchObject({ code: "conflict" });
    await expect(sendReply(viewer, reply(ticketId))).rejects.toMatchObject({ code: "conflict" });
  });

  it("replaces the collaborators", async () => {
    const { ticket_id } = await filed(viewer, filing());
    await delivered(
      await setCollaborators(viewer, {
        formKey: randomUUID(),
        ticketId: ticket_id ?? "",
        ids: ["one", "two"],
      }),
    );
    expect(account.journal.at(-1)).toMatchObject({ what: "collaborators", values: ["one", "two"] });
    expect(await sql("SELECT collaborator_ids FROM ticket WHERE id = $1", [ticket_id])).toEqual([
      { collaborator_ids: ["one", "two"] },
    ]);
  });
});

describe("what a colleague sent", () => {
  it("names the colleague and the account on the message, in the history and as requester", async () => {
    const sam = await makeViewer({ organizationId: viewer.memberships[0]?.organizationId });
    const ticketId = (await filed(viewer, filing())).ticket_id ?? "";
    await sql("UPDATE \"user\" SET name = 'Sam Colleague' WHERE id = $1", [sam.userId]);
    await replied(sam, reply(ticketId, { message: "Any news?" }));
    const ticket = await getTicket(viewer, ticketId);
    expect(ticket?.messages.map(({ author, account }) => [author, account])).toEqual([
      ["Jane Example", undefined],
      ["Sam Colleague", "Jane Example"],
    ]);
    expect(ticket?.filedBy).toBe("Jane Example");
    expect(ticket?.events.map(({ sentence }) => sentence)).toEqual(
      expect.arrayContaining(["New message from ⁨Sam Colleague⁩", "Filed here by ⁨Jane Example⁩"]),
    );
    const stranger = await makeViewer({ organizationId: await makeOrganization() });
    expect(await getTicket(stranger, ticketId)).toBeNull();
    const [row] = await sql<{ external_id: string }>(
      "SELECT external_id FROM message WHERE ticket_id = $1 ORDER BY position DESC LIMIT 1",
      [ticketId],
    );
    await sql("UPDATE ticket SET activity_at = now() WHERE id = $1", [ticketId]);
    await sql("UPDATE message SET sent_at = now() WHERE ticket_id = $1 AND external_id = $2", [
      ticketId,
      row?.external_id,
    ]);
    const [listed] = (await listTickets(viewer, ticketFilters.parse({ q: "news" }))).items;
    expect(listed?.lastAuthor).toBe("Sam Colleague");
    expect(listed?.hit?.snippet).toMatchObject({ kind: "message", author: "Sam Colleague" });
    const { id: eventId } = (
      await sql<{ id: string }>(
        "SELECT id FROM event WHERE ticket_id = $1 AND kind = 'message_added'",
        [ticketId],
      )
    )[0] ?? { id: "" };
    const notices = { kind: "answered", detail: "message", eventId } as never;
    const facts = await loadFacts(db(), viewer.userId, [
      { ticketId, organizationId: "", notices: [notices] } as never,
    ]);
    expect(facts.events.get(eventId)).toMatchObject({ writer: "Sam Colleague" });
  });

  it("counts a reply with a file once, in the history and in the number of messages", async () => {
    const ticketId = (await filed(viewer, filing())).ticket_id ?? "";
    const place = { connectionId, draftKey: replyKey(ticketId), name: "note.txt" };
    const files = [await uploadFile(viewer, place)];
    await replied(viewer, reply(ticketId, { message: "See the note.", files }));
    const ticket = await getTicket(viewer, ticketId);
    expect(ticket?.messages.map(({ attachments }) => attachments.length)).toEqual([0, 1]);
    expect(ticket?.messageCount).toBe(2);
    expect(ticket?.events.map(({ sentence }) => sentence).toSorted()).toEqual([
      "File added: ⁨note.txt⁩",
      "Filed here by ⁨Jane Example⁩",
      "New message from ⁨Jane Example⁩",
    ]);
  });

  it("names who closed and reopened it, in the history", async () => {
    const sam = await makeViewer({ organizationId: viewer.memberships[0]?.organizationId });
    await sql("UPDATE \"user\" SET name = 'Sam Colleague' WHERE id = $1", [sam.userId]);
    const ticketId = (await filed(viewer, filing())).ticket_id ?? "";
    for (const [by, action] of [
      [sam, "close"],
      [viewer, "reopen"],
    ] as const)
      await delivered(await actOnTicket(by, { formKey: randomUUID(), ticketId, action }));
    const sentences = (await getTicket(viewer, ticketId))?.events.map(({ sentence }) => sentence);
    expect(sentences).toEqual([
      "Reopened by ⁨Jane Example⁩",
      "Closed by ⁨Sam Colleague⁩",
      "Filed here by ⁨Jane Example⁩",
    ]);
  });

  it("says what was filed and the provider does not return, to everyone who sees the ticket", async () => {
    const memory = findProvider("memory");
    if (!memory) throw new Error("There is no such provider.");
    const impact = {
      name: "impact",
      label: "hostupForm.customerImpact",
      kind: "textarea",
      required: false,
      isNotReturned: true,
      visibleWhen: { field: "priority", value: "high" },
    } as const;
    const priority = { ...impact, name: "priority", isNotReturned: undefined } as const;
    const fields = [...memory.form.fields, { ...priority, visibleWhen: undefined }, { ...impact }];
    registerProvider({ ...memory, form: { ...memory.form, fields } });
    try {
      const values = { subject: "Shop", message: "Down.", impact: "No orders.", priority: "high" };
      const sam = await makeViewer({ organizationId: viewer.memberships[0]?.organizationId });
      const ticketId = (await filed(viewer, filing({ values }))).ticket_id ?? "";
      expect((await getTicket(sam, ticketId))?.filedValues).toEqual([
        { name: "impact", label: "Customer impact", value: "No orders." },
      ]);
      const hidden = { ...values, subject: "Other", priority: "low" };
      const other = (await filed(viewer, filing({ values: hidden }))).ticket_id ?? "";
      expect((await getTicket(sam, other))?.filedValues).toEqual([]);
    } finally {
      registerProvider(memory);
    }
  });

  it("names who filed a similar ticket, and not the account", async () => {
    const sam = await makeViewer({ organizationId: viewer.memberships[0]?.organizationId });
    await sql("UPDATE \"user\" SET name = 'Sam Colleague' WHERE id = $1", [sam.userId]);
    await filed(sam, filing());
    const { open } = await knownTickets(viewer, { connectionId, subject: "Site down", values: {} });
    expect(open).toMatchObject([{ requesterName: "Sam Colleague" }]);
  });
});

describe("a person who is notified anyway", () => {
  it("is said to follow the ticket, and why, unless they want to hear of followed ones only", async () => {
    const organizationId = viewer.memberships[0]?.organizationId ?? "";
    const sam = await makeViewer({ organizationId });
    const ticketId = (await filed(viewer, filing())).ticket_id ?? "";
    const involved = async (of: Viewer) => (await getTicket(of, ticketId))?.standing.involved;
    expect(await involved(sam)).toBeNull();
    expect(await involved(viewer)).toBe("filed");
    await replied(sam, reply(ticketId, { message: "Any news?" }));
    expect(await involved(sam)).toBe("replied");
    await replied(viewer, reply(ticketId, { message: "None." }));
    expect(await involved(viewer)).toBe("filed");
    await sql(
      "INSERT INTO organization_follow (organization_id, user_id, level) VALUES ($1, $2, 'none')",
      [organizationId, viewer.userId],
    );
    expect(await involved(viewer)).toBeNull();
    await sql("DELETE FROM organization_follow");
  });
});

it("offers the account of a person's last ticket for their next one", async () => {
  const organizationId = viewer.memberships[0]?.organizationId;
  const ticketId = (await filed(viewer, filing())).ticket_id ?? "";
  expect(await lastFilingAccount(viewer)).toBe(connectionId);
  const colleague = await makeViewer({ organizationId });
  await replied(colleague, reply(ticketId, { message: "Any news?" }));
  expect(await lastFilingAccount(colleague)).toBeUndefined();
});
