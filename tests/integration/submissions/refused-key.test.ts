import { randomUUID } from "node:crypto";

import { beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { saveDraft } from "@/lib/drafts/commands";
import { draftStatus } from "@/lib/drafts/queries";
import { replyKey } from "@/lib/files/draft-key";
import { actOnTicket } from "@/lib/tickets/commands";
import { decideSubmission } from "@/lib/tickets/decide-submission";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";
import { sendReply } from "@/lib/tickets/reply/send-reply";
import { useTestDatabase } from "@/tests/helpers/database";
import type { MemoryAccount } from "@/tests/helpers/memory-account";
import { useMemoryConnection } from "@/tests/helpers/memory-connection";
import { sql } from "@/tests/helpers/sql";
import { filed, forms, replied } from "@/tests/helpers/submissions/submissions";

useTestDatabase();

let account: MemoryAccount;
let viewer: Viewer;
let connectionId: string;
let ticketId: string | null;
const { filing, reply } = forms(() => connectionId);

useMemoryConnection((connected) => {
  ({ account, viewer, connectionId } = connected);
});

beforeEach(async () => {
  ticketId = (await filed(viewer, filing())).ticket_id;
});

const setStatus = (status: string) =>
  sql('UPDATE connection SET status = $1::"ConnectionStatus" WHERE id = $2', [
    status,
    connectionId,
  ]);
const submissions = async () => (await sql("SELECT 1 FROM submission")).length;

const REFUSAL = {
  code: "provider_unauthorized",
  message:
    "Memory Hosting rejected this account’s key. Nothing was sent. Try again after a manager has replaced the key in Connections.",
};

describe("while a provider refuses a connection's key", () => {
  it("a new ticket, a reply and each action are refused with the reason, and nothing is stored", async () => {
    const before = await submissions();
    await setStatus("needs_attention");
    const action = { formKey: randomUUID(), ticketId: ticketId ?? "" };
    await expect(fileTicket(viewer, filing())).rejects.toMatchObject(REFUSAL);
    await expect(sendReply(viewer, reply(ticketId, { message: "Hello?" }))).rejects.toMatchObject(
      REFUSAL,
    );
    for (const move of ["close", "reopen", "solve"] as const) {
      await expect(actOnTicket(viewer, { ...action, action: move })).rejects.toMatchObject(REFUSAL);
    }
    expect(await submissions()).toBe(before);
  });

  it("what was typed is kept as its draft, and goes out once when the key works again", async () => {
    const draftKey = replyKey(ticketId ?? "");
    const one = reply(ticketId, { message: "Still down." });
    await saveDraft(viewer, {
      draftKey,
      formKey: one.formKey,
      values: { message: "Still down." },
      version: 0,
    });
    await setStatus("needs_attention");
    await expect(sendReply(viewer, one)).rejects.toMatchObject(REFUSAL);
    expect((await draftStatus(viewer, draftKey)).draft?.values).toMatchObject({
      message: "Still down.",
    });
    await setStatus("active");
    expect(await replied(viewer, one)).toMatchObject({ state: "sent" });
    expect(account.journal.filter(({ what }) => what === "reply")).toHaveLength(1);
    expect((await draftStatus(viewer, draftKey)).draft).toBeNull();
  });

  it("a form that was taken before still answers with its submission", async () => {
    const one = reply(ticketId, { message: "Sent in time." });
    const sent = await replied(viewer, one);
    const form = filing();
    const ticket = await filed(viewer, form);
    await setStatus("needs_attention");
    expect(await sendReply(viewer, one)).toMatchObject({ submissionId: sent.id, state: "sent" });
    expect(await fileTicket(viewer, form)).toMatchObject({
      submissionId: ticket.id,
      state: "sent",
    });
  });

  it("what was not found is not sent again, and can be decided on later", async () => {
    const { id } = await filed(viewer, filing());
    await sql("UPDATE submission SET state = 'needs_decision' WHERE id = $1", [id]);
    await setStatus("needs_attention");
    const again = decideSubmission(viewer, { submissionId: id, decision: "send_again" });
    await expect(again).rejects.toMatchObject(REFUSAL);
    expect(await sql("SELECT state FROM submission WHERE id = $1", [id])).toEqual([
      { state: "needs_decision" },
    ]);
  });
});
