import { randomUUID } from "node:crypto";

import { beforeEach, describe, expect, it } from "vitest";

import { ownScope } from "@/lib/auth/scope";
import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import type { ErrorCode } from "@/lib/error-codes";
import { AppError } from "@/lib/errors";
import { registerProvider } from "@/lib/providers/registry";
import { processSubmission } from "@/lib/submissions/process-submission";
import { submissionInScope } from "@/lib/submissions/queries";
import { actOnTicket } from "@/lib/tickets/commands";
import { decideSubmission } from "@/lib/tickets/decide-submission";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";
import { sendReply } from "@/lib/tickets/reply/send-reply";
import { useTestDatabase } from "@/tests/helpers/database";
import type { MemoryAccount } from "@/tests/helpers/memory-account";
import { useMemoryConnection } from "@/tests/helpers/memory-connection";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { sql } from "@/tests/helpers/sql";
import {
  delivered,
  filed,
  forms,
  passTime,
  replied,
  submission,
} from "@/tests/helpers/submissions/submissions";
import { english } from "@/tests/helpers/texts";

useTestDatabase();

let account: MemoryAccount;
let viewer: Viewer;
let connectionId: string;
const { filing, reply } = forms(() => connectionId);

useMemoryConnection(
  (connected) => {
    ({ account, viewer, connectionId } = connected);
  },
  { clear: ["submission"] },
);

beforeEach(() => sql("UPDATE organization SET use_references = true"));

/** Loses answers: before the provider has accepted ("file", "reply", …), or after ("accepted"). */
const lose = (at: string, code: ErrorCode = "provider_unknown_outcome") =>
  account.failOn(at, new AppError(code));
const written = (what: string) => account.journal.filter((entry) => entry.what === what);

/** Lets the next look come and happen. */
async function look(id: string, minutes = 1) {
  await passTime(minutes);
  await processSubmission(id);
  return submission(id);
}

describe("a lost answer", () => {
  it.each([
    "provider_unknown_outcome",
    "provider_timeout",
    "provider_unreadable",
    "internal",
  ] as const)("is unknown after %s, and never sent again", async (code) => {
    lose("file", code);
    const one = filing();
    const lost = await filed(viewer, one);
    expect(lost).toMatchObject({ state: "unknown", ticket_id: null });
    account.recover();
    expect(await fileTicket(viewer, one)).toMatchObject({ state: "unknown" });
    for (let round = 0; round < 30; round += 1) await look(lost.id);
    expect(await submission(lost.id)).toMatchObject({ state: "needs_decision" });
    expect(written("file")).toHaveLength(0);
  });

  it("of a ticket that arrived is found by its reference, whatever its subject has become", async () => {
    lose("accepted");
    const lost = await filed(viewer, filing());
    expect(lost.state).toBe("unknown");
    account.recover();
    account.put("m-1", { subject: "[Renamed] Site down" });
    const found = await look(lost.id);
    expect(found).toMatchObject({ state: "sent", external_id: "m-1", error_code: null });
    expect(await sql("SELECT id FROM ticket")).toEqual([{ id: found.ticket_id }]);
    expect(written("file")).toHaveLength(1);
  });

  it("is found by any sync, also when a person was asked already", async () => {
    lose("accepted");
    const lost = await filed(viewer, filing());
    account.recover();
    await sql("UPDATE submission SET state = 'needs_decision', due_at = NULL");
    await syncNow(viewer, { connectionId });
    expect(await submission(lost.id)).toMatchObject({ state: "sent", external_id: "m-1" });
  });

  it("is put before a person only after 15 minutes, and only if the provider could be read", async () => {
    lose("file");
    const lost = await filed(viewer, filing());
    lose("list", "provider_unavailable");
    expect(await look(lost.id, 20)).toMatchObject({ state: "unknown", checks: 0 });
    account.recover();
    expect(await look(lost.id, 5)).toMatchObject({ state: "needs_decision", due_at: null });
  });

  it("counts no check in which the provider could not be read, also when a person is asked", async () => {
    lose("file");
    const lost = await filed(viewer, filing());
    lose("list", "provider_unavailable");
    expect(await look(lost.id, 61)).toMatchObject({ state: "needs_decision", checks: 0 });
    const shown = () => submissionInScope(english, ownScope(viewer), lost.id);
    expect(await shown()).toMatchObject({ checks: 0, abandoned: null });
    await decideSubmission(viewer, { submissionId: lost.id, decision: "drop" });
    expect(await shown()).toMatchObject({ checks: 0, abandoned: "lost" });
  });

  it("counts each check in which the provider was read", async () => {
    lose("file");
    const lost = await filed(viewer, filing());
    account.recover();
    expect(await look(lost.id)).toMatchObject({ state: "unknown", checks: 1 });
    expect(await look(lost.id, 15)).toMatchObject({ state: "needs_decision", checks: 2 });
  });

  it("that was a rejection leaves nothing lost when it is dismissed", async () => {
    lose("file", "provider_invalid");
    const rejected = await filed(viewer, filing());
    expect(rejected.state).toBe("rejected");
    await decideSubmission(viewer, { submissionId: rejected.id, decision: "drop" });
    expect(await submissionInScope(english, ownScope(viewer), rejected.id)).toMatchObject({
      abandoned: "unfiled",
    });
  });

  it("is not taken for not filed while the provider's list lags behind", async () => {
    lose("accepted");
    const lost = await filed(viewer, filing());
    account.recover();
    const hidden = account.tickets.get("m-1");
    account.tickets.delete("m-1");
    expect(await look(lost.id, 5)).toMatchObject({ state: "unknown" });
    if (hidden) account.tickets.set("m-1", hidden);
    expect(await look(lost.id, 4)).toMatchObject({ state: "sent" });
    expect(written("file")).toHaveLength(1);
  });

  it("is sent again only on a person's word, under another reference", async () => {
    lose("file");
    const lost = await filed(viewer, filing());
    account.recover();
    await expect(
      decideSubmission(viewer, { submissionId: lost.id, decision: "send_again" }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await look(lost.id, 16)).toMatchObject({ state: "needs_decision" });
    await decideSubmission(viewer, { submissionId: lost.id, decision: "send_again" });
    await processSubmission(lost.id);
    const sent = await submission(lost.id);
    expect(sent.state).toBe("sent");
    expect(sent.reference).not.toBe(lost.reference);
    expect(written("file")).toHaveLength(1);
    expect(
      await sql(
        "SELECT action FROM audit_entry WHERE target_id = $1 AND action = 'submission.send_again'",
        [lost.id],
      ),
    ).toHaveLength(1);
  });

  it("is dropped on a person's word", async () => {
    lose("file");
    const lost = await filed(viewer, filing());
    await look(lost.id, 16);
    account.recover();
    await look(lost.id, 16);
    await decideSubmission(viewer, { submissionId: lost.id, decision: "drop" });
    await look(lost.id, 60);
    expect(await submission(lost.id)).toMatchObject({ state: "abandoned", due_at: null });
    expect(written("file")).toHaveLength(0);
  });

  it("of a reply is found by its reference, of closing by how the ticket stands", async () => {
    const { ticket_id } = await filed(viewer, filing());
    lose("accepted");
    const lost = await replied(viewer, reply(ticket_id));
    expect(lost.state).toBe("unknown");
    account.recover();
    expect(await look(lost.id)).toMatchObject({ state: "sent", external_id: "msg-2" });
    expect(written("reply")).toHaveLength(1);
    lose("close");
    const closing = await delivered(
      await actOnTicket(viewer, {
        formKey: randomUUID(),
        ticketId: ticket_id ?? "",
        action: "close",
      }),
    );
    expect(closing.state).toBe("unknown");
    account.recover();
    expect(await look(closing.id)).toMatchObject({ state: "unknown" });
    account.put("m-1", { status: "closed", updatedAt: new Date() });
    expect(await look(closing.id)).toMatchObject({ state: "sent" });
  });

  it("of an encrypted reply is found though its text does not come back", async () => {
    const { ticket_id } = await filed(viewer, filing());
    lose("accepted");
    const lost = await replied(viewer, reply(ticket_id, { message: "hunter2", encrypted: true }));
    account.recover();
    account.put("m-1", {
      messages: account.tickets
        .get("m-1")
        ?.messages?.map((message) => ({ ...message, body: null })),
    });
    expect(await look(lost.id)).toMatchObject({ state: "sent", sealed_message: null });
  });
});

describe("without references", () => {
  beforeEach(() => sql("UPDATE organization SET use_references = false"));

  it("a lost answer is found by exact text within its time", async () => {
    lose("accepted");
    const lost = await filed(viewer, filing());
    account.recover();
    expect(await look(lost.id)).toMatchObject({ state: "sent", external_id: "m-1" });
  });

  it("the same text at another time is not taken for it", async () => {
    lose("file");
    const lost = await filed(viewer, filing());
    account.recover();
    account.put("m-9", {
      subject: "Site down",
      body: "Since 02:00.",
      openedAt: new Date("2026-01-01T00:00:00Z"),
    });
    expect(await look(lost.id)).toMatchObject({ state: "unknown", ticket_id: null });
  });

  it("a ticket that is another submission's is never claimed, nor one of two that it could be", async () => {
    const known = await filed(viewer, filing());
    lose("file");
    const lost = await filed(viewer, filing());
    account.recover();
    expect(await look(lost.id)).toMatchObject({ state: "unknown", ticket_id: null });
    expect(known.state).toBe("sent");
    account.put("twin-1", { subject: "Site down", body: "Since 02:00.", openedAt: new Date() });
    account.put("twin-2", { subject: "Site down", body: "Since 02:00.", openedAt: new Date() });
    expect(await look(lost.id)).toMatchObject({ state: "unknown", ticket_id: null });
  });

  it("of two identical ones that were both lost, neither is taken for the other", async () => {
    lose("file");
    const first = await filed(viewer, filing());
    lose("accepted");
    const second = await filed(viewer, filing());
    account.recover();
    expect([(await look(first.id)).state, (await look(second.id)).state]).toEqual([
      "unknown",
      "unknown",
    ]);
  });
});

describe("a process that dies or sleeps", () => {
  it("before anything was sent: another one sends it, once", async () => {
    const { submissionId } = await fileTicket(viewer, filing());
    await sql(
      "UPDATE submission SET state = 'sending', lease_token = 7, lease_until = now() + interval '1 minute', due_at = now() + interval '1 minute'",
    );
    await processSubmission(submissionId);
    expect(await submission(submissionId)).toMatchObject({ state: "sending" });
    expect(await look(submissionId, 2)).toMatchObject({ state: "sent" });
    expect(written("file")).toHaveLength(1);
  });

  it("after it began to send: it is looked for, not sent", async () => {
    const { submissionId } = await fileTicket(viewer, filing());
    await sql(
      "UPDATE submission SET state = 'sending', step_begun_at = now(), sending_at = now(), lease_token = 7, lease_until = now() + interval '1 minute', due_at = now() + interval '1 minute'",
    );
    expect(await look(submissionId, 2)).toMatchObject({ state: "unknown", ticket_id: null });
    expect(written("file")).toHaveLength(0);
  });

  it("and wakes with its answer in hand: it writes nothing over what was decided meanwhile", async () => {
    const { submissionId } = await fileTicket(viewer, filing());
    let wakeUp = () => {};
    const asleep = new Promise<void>((resolve) => (wakeUp = resolve));
    account.before = (what) => (what === "accepted" ? asleep : undefined);
    const sleeper = processSubmission(submissionId);
    await expect.poll(() => written("file").length).toBe(1);
    await passTime(2);
    account.recover();
    await processSubmission(submissionId);
    const found = await submission(submissionId);
    expect(found).toMatchObject({ state: "sent", external_id: "m-1" });
    await sql("UPDATE submission SET error_message = 'untouched'");
    wakeUp();
    await sleeper;
    expect(await submission(submissionId)).toMatchObject({ ...found, error_message: "untouched" });
    expect(written("file")).toHaveLength(1);
  });

  it("and wakes just before it would have sent: it sends nothing", async () => {
    const { submissionId } = await fileTicket(viewer, filing());
    let wakeUp = () => {};
    const asleep = new Promise<void>((resolve) => (wakeUp = resolve));
    let slept = false;
    const provider = memoryProvider(account);
    registerProvider({
      ...provider,
      open: (options) =>
        provider.open({
          ...options,
          beforeCall: async (changes) => {
            // The machine slept between the last write and the call.
            if (changes && !slept) {
              slept = true;
              await asleep;
            }
            return (await options.beforeCall?.(changes)) ?? (() => undefined);
          },
        }),
    });
    const clock = Date.now;
    const sleeper = processSubmission(submissionId);
    await expect.poll(() => slept).toBe(true);
    Date.now = () => clock() + 120_000;
    wakeUp();
    await sleeper.finally(() => (Date.now = clock));
    expect(written("file")).toHaveLength(0);
  });

  it("reply by reply: two deliberate twins a minute apart are two messages", async () => {
    const { ticket_id } = await filed(viewer, filing());
    await delivered(await sendReply(viewer, reply(ticket_id)));
    await passTime(1);
    await delivered(await sendReply(viewer, reply(ticket_id)));
    expect(written("reply")).toHaveLength(2);
    expect(
      await sql("SELECT count(*)::int AS count FROM message WHERE ticket_id = $1", [ticket_id]),
    ).toEqual([{ count: 2 }]);
  });
});
