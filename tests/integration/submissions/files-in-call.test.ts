import { randomUUID } from "node:crypto";

import { beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { AppError } from "@/lib/errors";
import { replyKey } from "@/lib/files/draft-key";
import { filesAt } from "@/lib/files/queries";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { registerProvider } from "@/lib/providers/registry";
import { processSubmission } from "@/lib/submissions/process-submission";
import { reconcileConnection } from "@/lib/submissions/reconcile/reconcile-connection";
import { decideSubmission } from "@/lib/tickets/decide-submission";
import { ticketSubmissions } from "@/lib/tickets/detail/ticket-submissions";
import { resendFiles } from "@/lib/tickets/reply/resend-files";
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
  uploadFile,
} from "@/tests/helpers/submissions/submissions";
import { english } from "@/tests/helpers/texts";

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

/** A provider whose replies carry their files. */
function inCallProvider() {
  const provider = memoryProvider(account);
  const { files } = provider.form;
  return {
    ...provider,
    form: { ...provider.form, files: files && { ...files, way: "in-call" as const } },
  };
}

beforeEach(async () => {
  registerProvider(inCallProvider());
  ticketId = (await filed(viewer, filing())).ticket_id ?? "";
  account.journal = [];
});

const upload = (name: string) =>
  uploadFile(viewer, { connectionId, draftKey: replyKey(ticketId), name });
const withFiles = async (...names: string[]) =>
  reply(ticketId, { files: await Promise.all(names.map(upload)) });
const states = () =>
  sql(
    "SELECT filename, state, erased_at IS NOT NULL AS erased FROM outgoing_file ORDER BY filename",
  );
const outgoing = async () => (await ticketSubmissions(english, ticketId)).outgoing;
const replies = () => account.journal.filter(({ what }) => what === "reply");
const LOST = new AppError("provider_unknown_outcome");

describe("files that travel in the call of their reply", () => {
  it("are one write, confirmed on the message that carried them, and their bytes deleted", async () => {
    const sent = await replied(viewer, await withFiles("a.txt", "b.txt"));
    expect(sent).toMatchObject({ state: "sent", step: "write" });
    expect(sent.attach_message_external_id).toBe(sent.external_id);
    expect(account.journal).toMatchObject([
      { what: "reply", values: { files: expect.arrayContaining(["a.txt", "b.txt"]) } },
    ]);
    expect(await states()).toEqual([
      { filename: "a.txt", state: "confirmed", erased: true },
      { filename: "b.txt", state: "confirmed", erased: true },
    ]);
    expect(await outgoing()).toEqual([]);
  });

  it("are settled with a reply whose answer was lost, which is found by reading", async () => {
    account.failOn("accepted", LOST);
    const lost = await replied(viewer, await withFiles("a.txt"));
    expect(lost).toMatchObject({ state: "unknown", step: "write" });
    expect(await states()).toMatchObject([{ state: "waiting" }]);
    account.recover();
    await passTime(1);
    await processSubmission(lost.id);
    expect(await submission(lost.id)).toMatchObject({ state: "sent" });
    expect(await states()).toEqual([{ filename: "a.txt", state: "confirmed", erased: true }]);
    expect(replies()).toHaveLength(1);
  });

  it("are settled too when a sweep is what finds the reply", async () => {
    account.failOn("accepted", LOST);
    const lost = await replied(viewer, await withFiles("a.txt"));
    account.recover();
    await syncConnection(connectionId, { trigger: "person" });
    await reconcileConnection(connectionId);
    expect(await submission(lost.id)).toMatchObject({ state: "sent" });
    expect(await states()).toMatchObject([{ state: "confirmed" }]);
    expect(replies()).toHaveLength(1);
  });

  it("go with the reply again when it never arrived and a person says so", async () => {
    account.failOn("reply", LOST);
    const lost = await replied(viewer, await withFiles("a.txt"));
    account.recover();
    await passTime(20);
    await processSubmission(lost.id);
    expect(await submission(lost.id)).toMatchObject({ state: "needs_decision" });
    await decideSubmission(viewer, { submissionId: lost.id, decision: "send_again" });
    await processSubmission(lost.id);
    expect(replies()).toMatchObject([{ values: { files: ["a.txt"] } }]);
    expect(await states()).toMatchObject([{ state: "confirmed" }]);
  });

  it("one that the message does not have is named, and sent again with a reply of its own", async () => {
    account.drops.add("a.txt");
    await replied(viewer, await withFiles("a.txt", "b.txt"));
    expect(await states()).toMatchObject([{ state: "missing" }, { state: "confirmed" }]);
    const [missing] = await outgoing();
    expect(missing).toMatchObject({ filename: "a.txt", state: "missing" });
    account.drops.clear();
    const again = { formKey: randomUUID(), ticketId, files: [missing?.id ?? ""] };
    expect(await delivered(await resendFiles(viewer, again))).toMatchObject({
      state: "sent",
      step: "write",
    });
    await resendFiles(viewer, again);
    expect(replies()).toMatchObject([
      {},
      { values: { message: expect.stringMatching(/^File: a\.txt\n\nTB-/), files: ["a.txt"] } },
    ]);
    expect(await outgoing()).toEqual([]);
  });

  it("return to the form with a reply that the provider rejects", async () => {
    account.failOn("reply", new AppError("provider_invalid", { words: "Too long." }));
    const rejected = await replied(viewer, await withFiles("a.txt"));
    expect(rejected).toMatchObject({ state: "rejected" });
    expect(await filesAt(viewer, replyKey(ticketId))).toMatchObject([
      { filename: "a.txt", state: "ready" },
    ]);
  });

  it("are never sent when they are damaged: the reply comes back, and nothing is unknown", async () => {
    const form = await withFiles("a.txt");
    await sql("UPDATE outgoing_file SET sha256 = repeat('0', 64)");
    let row = await replied(viewer, form);
    for (let tries = 0; tries < 8 && row.state !== "rejected"; tries += 1) {
      expect(row.state).toBe("queued");
      await passTime(10);
      await processSubmission(row.id);
      row = await submission(row.id);
    }
    expect(row).toMatchObject({ state: "rejected", error_code: "internal" });
    expect(replies()).toEqual([]);
  });

  it("stay as accepted while the conversation cannot be read, and are not called missing", async () => {
    account.beforeRead = () => {
      throw new AppError("provider_unavailable");
    };
    const sent = await replied(viewer, await withFiles("a.txt"));
    expect(await states()).toMatchObject([{ state: "uploaded" }]);
    account.beforeRead = () => undefined;
    await sql("UPDATE connection SET capabilities = $1", [
      JSON.stringify([{ capability: "conversation", available: false }]),
    ]);
    await passTime(10);
    await sql("UPDATE ticket SET read_at = now()");
    await reconcileConnection(connectionId);
    expect(await states()).toMatchObject([{ state: "uploaded" }]);
    await passTime(2 * 24 * 60);
    await reconcileConnection(connectionId);
    expect(await states()).toMatchObject([{ state: "confirmed" }]);
    expect(await submission(sent.id)).toMatchObject({ state: "sent" });
  });
});
