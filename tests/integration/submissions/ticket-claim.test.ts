import { randomUUID } from "node:crypto";

import { beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { now } from "@/lib/db/expressions";
import { AppError } from "@/lib/errors";
import { replyKey } from "@/lib/files/draft-key";
import { type Message, message } from "@/lib/i18n/message";
import { toStoredText } from "@/lib/i18n/stored-text";
import { drainSubmissions } from "@/lib/jobs/submissions";
import { Lease } from "@/lib/submissions/lease";
import { processSubmission } from "@/lib/submissions/process-submission";
import { submissionStatus } from "@/lib/submissions/queries";
import { actOnTicket } from "@/lib/tickets/commands";
import { ticketSubmissions } from "@/lib/tickets/detail/ticket-submissions";
import { resendFiles } from "@/lib/tickets/reply/resend-files";
import { sendReply, type SendReplyInput } from "@/lib/tickets/reply/send-reply";
import { useTestDatabase } from "@/tests/helpers/database";
import type { MemoryAccount } from "@/tests/helpers/memory-account";
import { useMemoryConnection } from "@/tests/helpers/memory-connection";
import { makeConnection } from "@/tests/helpers/people";
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
import { english, shown } from "@/tests/helpers/texts";

useTestDatabase();

let account: MemoryAccount;
let viewer: Viewer;
let connectionId: string;
let ticketId: string;
const { filing, reply } = forms(() => connectionId);

useMemoryConnection(
  (connected) => {
    ({ account, viewer, connectionId } = connected);
  },
  { clear: ["outgoing_file", "submission"] },
);

beforeEach(async () => {
  ticketId = (await filed(viewer, filing())).ticket_id ?? "";
});

const upload = (name: string, of = ticketId, through = connectionId) =>
  uploadFile(viewer, { connectionId: through, draftKey: replyKey(of), name });

const secret = async (changes: Partial<SendReplyInput> = {}) =>
  reply(ticketId, {
    message: "hunter2",
    encrypted: true,
    files: [await upload("secret.txt")],
    ...changes,
  });
const stored = (text: Message) => toStoredText({ text });
const plain = () => reply(ticketId, { message: "Any news?" });
const messages = () =>
  account.journal
    .filter(({ what }) => what === "reply")
    .map(({ values }) => (values as { message: string }).message.split("\n")[0]);
const failAt = (at: (what: string) => boolean, error: Error) => {
  account.before = (what) => {
    if (at(what)) throw error;
  };
};
/** Fails the message that carries the files, and no other. */
const failCarrier = (error: Error) =>
  failAt((what) => what === "reply" && messages().length > 0, error);
const filesOnPlainMessages = () => {
  const ticket = account.tickets.get("m-1");
  const open = new Set(
    ticket?.messages?.filter(({ encrypted }) => !encrypted).map(({ externalId }) => externalId),
  );
  return (ticket?.attachments ?? [])
    .filter((file) => open.has(file.messageExternalId ?? ""))
    .map(({ filename }) => filename);
};

describe("a ticket on which files wait for their message", () => {
  it("lets nothing else through, says why, and goes on by itself once they are carried", async () => {
    failCarrier(new AppError("provider_unavailable"));
    const first = await replied(viewer, await secret());
    expect(first).toMatchObject({ state: "queued", step: "attach_message" });
    account.recover();
    const second = await replied(viewer, plain());
    const closing = await delivered(
      await actOnTicket(viewer, { formKey: randomUUID(), ticketId, action: "close" }),
    );
    for (const waiting of [second, closing]) {
      expect(waiting).toMatchObject({
        state: "queued",
        error_code: "conflict",
        error_message: stored(message("submission.waitsForFiles")),
      });
      expect(await submissionStatus(viewer, waiting.id)).toMatchObject({
        nextAt: expect.any(Date),
      });
    }
    await passTime(1);
    await drainSubmissions(Date.now() + 10_000);
    await passTime(1);
    await drainSubmissions(Date.now() + 10_000);
    expect([
      (await submission(first.id)).state,
      (await submission(second.id)).state,
      (await submission(closing.id)).state,
    ]).not.toContain("queued");
    expect(filesOnPlainMessages()).toEqual([]);
  });

  it("leaves one job in the queue for each that waits, however long that takes", async () => {
    failCarrier(new AppError("provider_unavailable"));
    await replied(viewer, await secret());
    const { id } = await replied(viewer, plain());
    for (let round = 0; round < 6; round += 1) {
      await passTime(1);
      await drainSubmissions(Date.now() + 10_000);
    }
    const jobs = await sql(
      "SELECT 1 FROM pgboss.job WHERE state < 'active' AND data->>'submissionId' = $1",
      [id],
    );
    expect(await submission(id)).toMatchObject({ state: "queued", error_code: "conflict" });
    expect(jobs.length).toBeLessThanOrEqual(2);
  });

  it("is the provider's: a second connection that mirrors it waits as well", async () => {
    const otherConnection = await makeConnection(viewer, "memory", account.key, "The same account");
    await syncNow(viewer, { connectionId: otherConnection });
    const [mirrored] = await sql<{ id: string }>("SELECT id FROM ticket WHERE connection_id = $1", [
      otherConnection,
    ]);
    failCarrier(new AppError("provider_unavailable"));
    await replied(viewer, await secret());
    account.recover();
    expect(
      await replied(viewer, reply(mirrored?.id ?? "", { message: "From elsewhere." })),
    ).toMatchObject({ state: "queued", error_code: "conflict" });
    expect(messages()).toEqual(["hunter2"]);
  });

  it("of a process that died after an upload is carried first", async () => {
    // The row as a process leaves it that is killed between the upload and its answer.
    failCarrier(new AppError("provider_unavailable"));
    const { id: submissionId } = await replied(viewer, await secret());
    await sql(
      "UPDATE submission SET state = 'sending', step = 'files', lease_until = now() - interval '1 second', due_at = now() - interval '1 second' WHERE id = $1",
      [submissionId],
    );
    await sql("UPDATE outgoing_file SET state = 'sending'");
    account.recover();
    const waiting = await replied(viewer, plain());
    expect(waiting).toMatchObject({ state: "queued", error_code: "conflict" });
    await processSubmission(submissionId);
    await passTime(1);
    await processSubmission(waiting.id);
    expect(await submission(waiting.id)).toMatchObject({ state: "sent" });
    expect(filesOnPlainMessages()).toEqual([]);
  });
});

describe("a claim", () => {
  it("of a dead process that has left nothing at the provider is taken over, and its process sends nothing more", async () => {
    const { submissionId } = await sendReply(viewer, await secret());
    const taken = await Lease.take(submissionId);
    await sql(
      "UPDATE submission SET claim_key = 'memory:m-1', provider_ticket = 'memory:m-1', lease_until = now() - interval '1 second' WHERE id = $1",
      [submissionId],
    );
    expect(await replied(viewer, plain())).toMatchObject({ state: "sent" });
    await expect(taken?.lease.write({ step_begun_at: now() })).rejects.toThrow(/held by/);
    taken?.lease.stop();
  });

  it("that another process holds at this moment is waited for", async () => {
    const { submissionId } = await sendReply(viewer, plain());
    const taken = await Lease.take(submissionId);
    await sql(
      "UPDATE submission SET claim_key = 'memory:m-1', provider_ticket = 'memory:m-1' WHERE id = $1",
      [submissionId],
    );
    const second = replied(viewer, plain());
    setTimeout(() => void taken?.lease.release({ state: "sent", due_at: null }), 400);
    expect(await second).toMatchObject({ state: "sent" });
  });

  it("does not let files be uploaded while it is unknown whether another message has arrived", async () => {
    failAt((what) => what === "reply", new AppError("provider_unknown_outcome"));
    const lost = await replied(viewer, plain());
    expect(lost.state).toBe("unknown");
    account.recover();
    expect(await replied(viewer, await secret())).toMatchObject({
      state: "queued",
      step: "files",
      error_code: "conflict",
      error_message: stored(message("submission.waitsForUnknown")),
    });
    expect(account.pinned.size).toBe(0);
  });

  it("that is waited for in vain for a day gives the message back", async () => {
    failCarrier(new AppError("provider_unavailable"));
    await replied(viewer, await secret());
    const waiting = await replied(viewer, plain());
    await sql(
      "UPDATE submission SET created_at = now() - interval '25 hours', due_at = now() - interval '1 second' WHERE id = $1",
      [waiting.id],
    );
    await processSubmission(waiting.id);
    const ended = await submission(waiting.id);
    expect(ended.state).toBe("rejected");
    expect(shown(ended.error_message)).toBe(
      "An earlier message or file on this ticket never finished sending, so we stopped trying after 24 hours. You can send this again.",
    );
  });
});

describe("files that an encrypted reply has left at the provider", () => {
  async function leftBehind(): Promise<string> {
    failCarrier(new AppError("provider_forbidden", { words: "Not now." }));
    await replied(viewer, await secret());
    account.recover();
    const [file] = await sql<{ id: string; state: string }>("SELECT id, state FROM outgoing_file");
    expect(file?.state).toBe("refused");
    return file?.id ?? "";
  }

  it("are not carried by a plain reply, which says what can be done", async () => {
    const file = await leftBehind();
    const refused = await replied(viewer, plain());
    expect(refused.state).toBe("rejected");
    expect(shown(refused.error_message)).toMatch(
      /A file from an encrypted reply is waiting at Memory Hosting/,
    );
    await delivered(await resendFiles(viewer, { formKey: randomUUID(), ticketId, files: [file] }));
    expect(await replied(viewer, plain())).toMatchObject({ state: "sent" });
    expect(messages()).toEqual(["hunter2", "File: secret.txt", "Any news?"]);
    expect(filesOnPlainMessages()).toEqual([]);
  });

  it("are not carried by a plain reply that overtakes their being sent again", async () => {
    const file = await leftBehind();
    const files = { formKey: randomUUID(), ticketId, files: [file] };
    const { submissionId } = await resendFiles(viewer, files);
    const overtaking = await replied(viewer, plain());
    expect(overtaking).toMatchObject({ state: "queued", error_code: "conflict" });
    await processSubmission(submissionId);
    await passTime(1);
    await processSubmission(overtaking.id);
    expect(await submission(overtaking.id)).toMatchObject({ state: "sent" });
    expect(messages()).toEqual(["hunter2", "File: secret.txt", "Any news?"]);
    expect(filesOnPlainMessages()).toEqual([]);
  });

  it("are not carried by the files of a plain ticket either", async () => {
    const filing = await sql<{ id: string }>("SELECT id FROM submission WHERE kind = 'create'");
    const [{ id: createId } = { id: "" }] = filing;
    await leftBehind();
    const file = await upload("plain.txt");
    // The filed ticket as it is when its own files had to wait, and the reply came first.
    await sql(
      "UPDATE submission SET state = 'queued', step = 'files', due_at = now() - interval '1 second', created_at = now() WHERE id = $1",
      [createId],
    );
    await sql("UPDATE outgoing_file SET submission_id = $1, state = 'waiting' WHERE id = $2", [
      createId,
      file,
    ]);
    const sent = await delivered({ submissionId: createId, state: "queued" });
    expect(sent).toMatchObject({ state: "sent" });
    const [refused] = await sql<{ state: string; reason: string }>(
      "SELECT state, reason FROM outgoing_file WHERE id = $1",
      [file],
    );
    expect(refused?.state).toBe("refused");
    expect(shown(refused?.reason)).toMatch(/A file .* encrypted reply .* Memory Hosting/);
    expect(filesOnPlainMessages()).toEqual([]);
  });

  it("are named when an encrypted reply has carried them", async () => {
    await leftBehind();
    const second = await replied(viewer, reply(ticketId, { message: "hunter3", encrypted: true }));
    expect(second.state).toBe("sent");
    expect((await ticketSubmissions(english, ticketId)).notices).toEqual([
      expect.stringContaining("secret.txt"),
    ]);
  });
});

describe("what somebody does at the provider's own pages meanwhile", () => {
  it("is told: files that their message took along, and files of theirs on ours", async () => {
    account.before = (what) => {
      if (what !== "reply" || messages().length === 0) return;
      const ticket = account.tickets.get("m-1");
      const file = {
        externalId: "f-1",
        messageExternalId: "elsewhere",
        filename: "secret.txt",
        mimeType: null,
        downloadUrl: null,
      };
      const fromElsewhere = {
        externalId: "elsewhere",
        sender: "customer",
        senderId: null,
        senderName: "Jane Example",
        body: "From the dashboard.",
        encrypted: false,
        sentAt: new Date(),
      };
      account.put("m-1", {
        messages: [...(ticket?.messages ?? []), fromElsewhere],
        attachments: [...(ticket?.attachments ?? []), file],
        updatedAt: new Date(),
      });
      account.pinned.set("m-1", ["theirs.txt"]);
    };
    const sent = await replied(viewer, await secret());
    expect(sent.state).toBe("sent");
    expect((await ticketSubmissions(english, ticketId)).outgoing).toMatchObject([
      {
        filename: "secret.txt",
        state: "confirmed",
        reason: expect.stringMatching(/on an unencrypted message/),
      },
    ]);
    expect((await ticketSubmissions(english, ticketId)).notices).toEqual([
      expect.stringContaining("\u2068theirs.txt\u2069"),
    ]);
  });
});
