import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/types";
import { sql } from "@/lib/db/sql";
import { syncNow } from "@/lib/connections/commands";
import { AppError } from "@/lib/errors";
import { resumeSubmissions } from "@/lib/outbox/resume";
import { formOf } from "@/lib/providers/forms";
import { registerProvider } from "@/lib/providers/registry";
import { replyInput } from "@/lib/tickets/schemas";
import { actOnTicket, fileTicket, refreshTicket, sendReply } from "@/lib/tickets/commands";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount, memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";

useTestDatabase();

let account: MemoryAccount;
let viewer: Viewer;
let connectionId: string;
let unregister = () => {};

beforeAll(async () => {
  viewer = await makeViewer({ organizationId: await makeOrganization() });
});

beforeEach(async () => {
  account = new MemoryAccount();
  unregister = registerProvider(memoryProvider(account));
  await sql("DELETE FROM submission");
  await sql("DELETE FROM connection");
  connectionId = await makeConnection(viewer, "memory", account.key);
});

afterAll(() => unregister());

const form = (values: Record<string, string> = { subject: "Site down", message: "Since 02:00." }, formKey: string = randomUUID()) => ({ formKey, connectionId, values });
const submissions = () => sql<{ state: string; error_code: string | null; ticket_id: string | null }>("SELECT state, error_code, ticket_id FROM submission");

describe("filing", () => {
  it("stores the intent before the call, and ends as a ticket in the mirror", async () => {
    let storedBefore: unknown;
    account.before = async (what) => {
      if (what === "file") storedBefore = await submissions();
    };
    const filed = await fileTicket(viewer, form());
    expect(storedBefore).toEqual([{ state: "sending", error_code: null, ticket_id: null }]);
    expect(filed).toMatchObject({ state: "sent", message: null });
    expect(await sql("SELECT subject, body FROM ticket WHERE id = $1", [filed.ticketId])).toEqual([{ subject: "Site down", body: "Since 02:00." }]);
    expect(await submissions()).toEqual([{ state: "sent", error_code: null, ticket_id: filed.ticketId }]);
    expect(await sql("SELECT action FROM audit_entry WHERE action = 'submission.accepted' AND actor_id = $1", [viewer.userId])).not.toEqual([]);
  });

  it("makes one call of fifty posts of one form, and gives all of them the same ticket", async () => {
    account.before = () => new Promise((resolve) => setTimeout(resolve, 50));
    const one = form();
    const filed = await Promise.all(Array.from({ length: 50 }, () => fileTicket(viewer, one)));
    expect(account.journal).toHaveLength(1);
    expect(new Set(filed.map((outcome) => outcome.ticketId)).size).toBe(1);
    expect(filed.every((outcome) => outcome.state === "sent")).toBe(true);
  });

  it("refuses other content under a form that was sent already", async () => {
    const one = form();
    await fileTicket(viewer, one);
    await expect(fileTicket(viewer, { ...one, values: { subject: "Other", message: "Other" } })).rejects.toMatchObject({ code: "conflict" });
    expect(account.journal).toHaveLength(1);
  });

  it("files two equal tickets from two forms as two tickets", async () => {
    await fileTicket(viewer, form());
    await fileTicket(viewer, form());
    expect(account.journal).toHaveLength(2);
  });

  it("refuses bad input on its field before anything is stored", async () => {
    await expect(fileTicket(viewer, form({ subject: " ", message: "x" }))).rejects.toMatchObject({ code: "invalid", fieldErrors: { subject: "Write a subject." } });
    expect(await submissions()).toEqual([]);
  });

  it("refuses half an emoji with a sentence on its field", async () => {
    const { ticketId } = await fileTicket(viewer, form());
    expect(replyInput.safeParse({ formKey: randomUUID(), ticketId, message: "half \ud83d" }).success).toBe(false);
    expect(formOf("hostup")?.schema.safeParse({ department: "vps", subject: "half \ud83d", message: "x" }).success).toBe(false);
  });

  it("hands the provider's refusal to the form, and files the corrected form under the same key", async () => {
    const one = form();
    account.before = (what) => {
      if (what === "file") throw new AppError("provider_invalid", { message: "Not like this.", fieldErrors: { subject: "Too vague." } });
    };
    await expect(fileTicket(viewer, one)).rejects.toMatchObject({ code: "provider_invalid", fieldErrors: { subject: "Too vague." } });
    account.before = () => undefined;
    const filed = await fileTicket(viewer, { ...one, values: { subject: "Web server answers 502", message: "Since 02:00." } });
    expect(filed.state).toBe("sent");
    expect(await submissions()).toHaveLength(1);
  });

  it.each(["provider_unknown_outcome", "provider_timeout", "provider_unreadable"] as const)("is unknown after %s, and is never sent again", async (code) => {
    const one = form();
    account.before = (what) => {
      if (what === "accepted") throw new AppError(code);
    };
    expect(await fileTicket(viewer, one)).toMatchObject({ state: "unknown", ticketId: null });
    account.before = () => undefined;
    expect(await fileTicket(viewer, one)).toMatchObject({ state: "unknown" });
    await resumeSubmissions();
    expect(account.journal).toHaveLength(1);
    expect(await submissions()).toMatchObject([{ state: "unknown" }]);
  });

  it("sends what a process left queued, and calls unknown what it left in the middle of sending", async () => {
    const insert = `INSERT INTO submission (id, organization_id, connection_id, user_id, form_key, kind, payload, payload_hash, state, created_at, sending_at)
                    VALUES ($1, $2, $3, $4, $1, 'create', $5, '', $6, now() - interval '1 hour', now() - interval '1 hour')`;
    const payload = JSON.stringify({ subject: "Left behind", message: "Hello" });
    const organizationId = viewer.memberships[0]?.organizationId;
    await sql(insert, ["left-queued", organizationId, connectionId, viewer.userId, payload, "queued"]);
    await sql(insert, ["left-sending", organizationId, connectionId, viewer.userId, payload, "sending"]);
    expect(await resumeSubmissions()).toEqual({ delivered: 1, unknown: 1 });
    expect(account.journal).toHaveLength(1);
    expect(await sql("SELECT id, state FROM submission ORDER BY id")).toEqual([{ id: "left-queued", state: "sent" }, { id: "left-sending", state: "unknown" }]);
  });
});

describe("a submission whose answer was lost", () => {
  const lose = (what: string) => {
    account.before = (at) => {
      if (at === what) throw new AppError("provider_unknown_outcome");
    };
  };

  it("is found by the next sync, when the provider has it", async () => {
    lose("accepted");
    expect(await fileTicket(viewer, form())).toMatchObject({ state: "unknown" });
    account.before = () => undefined;
    account.put("m-1", { openedAt: new Date(), updatedAt: new Date() });
    await syncNow(viewer, { connectionId });
    const [ticket] = await sql<{ id: string }>("SELECT id FROM ticket");
    expect(await submissions()).toEqual([{ state: "sent", error_code: null, ticket_id: ticket?.id }]);
    expect(account.journal).toHaveLength(1);
  });

  it("stays unknown when the provider has nothing like it", async () => {
    lose("file");
    await fileTicket(viewer, form());
    account.before = () => undefined;
    account.put("m-9", { subject: "Site down", body: "Since 02:00.", openedAt: new Date("2026-01-01T00:00:00Z") });
    await syncNow(viewer, { connectionId });
    expect(await submissions()).toMatchObject([{ state: "unknown", ticket_id: null }]);
  });

  it("never claims a ticket that is another submission's, nor one of two that it could be", async () => {
    const known = await fileTicket(viewer, form());
    account.put("m-1", { openedAt: new Date() });
    lose("file");
    await fileTicket(viewer, form());
    account.before = () => undefined;
    await syncNow(viewer, { connectionId });
    expect(await sql("SELECT state, ticket_id FROM submission ORDER BY id")).toEqual([{ state: "sent", ticket_id: known.ticketId }, { state: "unknown", ticket_id: null }]);
    account.put("twin-1", { subject: "Site down", body: "Since 02:00.", openedAt: new Date() });
    account.put("twin-2", { subject: "Site down", body: "Since 02:00.", openedAt: new Date() });
    await syncNow(viewer, { connectionId });
    expect(await sql("SELECT state FROM submission ORDER BY id")).toEqual([{ state: "sent" }, { state: "unknown" }]);
  });

  it("is found for a reply by its text, and for closing by the ticket's state", async () => {
    const { ticketId } = await fileTicket(viewer, form());
    account.before = () => undefined;
    const open = account.before;
    account.before = (at) => {
      if (at === "read") throw new AppError("provider_unavailable");
    };
    await sendReply(viewer, { formKey: randomUUID(), ticketId: ticketId ?? "", message: "Any news?", encrypted: false });
    await sql("UPDATE submission SET state = 'unknown' WHERE kind = 'reply'");
    account.before = open;
    expect(await refreshTicket(viewer, ticketId ?? "")).toEqual({ outcome: "changed" });
    expect(await sql("SELECT state FROM submission WHERE kind = 'reply'")).toEqual([{ state: "sent" }]);
    await actOnTicket(viewer, { formKey: randomUUID(), ticketId: ticketId ?? "", action: "close" });
    await sql("UPDATE submission SET state = 'unknown', sending_at = now() - interval '1 second' WHERE kind = 'close'");
    await refreshTicket(viewer, ticketId ?? "");
    expect(await sql("SELECT state FROM submission WHERE kind = 'close'")).toEqual([{ state: "sent" }]);
  });
});

describe("what a ticket can do", () => {
  it("replies once, and the conversation is in the mirror at once", async () => {
    const { ticketId } = await fileTicket(viewer, form());
    const reply = { formKey: randomUUID(), ticketId: ticketId ?? "", message: "Still down.", encrypted: false };
    await Promise.all([sendReply(viewer, reply), sendReply(viewer, reply)]);
    expect(account.journal.filter((entry) => entry.what === "reply")).toHaveLength(1);
    expect(await sql("SELECT body FROM message WHERE ticket_id = $1", [ticketId])).toEqual([{ body: "Still down." }]);
  });

  it("keeps no copy of an encrypted reply once it was sent", async () => {
    const { ticketId } = await fileTicket(viewer, form());
    await sendReply(viewer, { formKey: randomUUID(), ticketId: ticketId ?? "", message: "the password is hunter2", encrypted: true });
    expect(await sql("SELECT payload FROM submission WHERE kind = 'reply'")).toEqual([{ payload: { encrypted: true } }]);
  });

  it("closes, and then refuses what a closed ticket does not allow", async () => {
    const { ticketId } = await fileTicket(viewer, form());
    expect(await actOnTicket(viewer, { formKey: randomUUID(), ticketId: ticketId ?? "", action: "close" })).toMatchObject({ state: "sent" });
    expect(await sql("SELECT status, turn FROM ticket WHERE id = $1", [ticketId])).toEqual([{ status: "closed", turn: "done" }]);
    await expect(actOnTicket(viewer, { formKey: randomUUID(), ticketId: ticketId ?? "", action: "close" })).rejects.toMatchObject({ code: "conflict" });
    await expect(sendReply(viewer, { formKey: randomUUID(), ticketId: ticketId ?? "", message: "x", encrypted: false })).rejects.toMatchObject({ code: "conflict" });
  });
});
