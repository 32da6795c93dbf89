import { randomUUID } from "node:crypto";

import { beforeEach, describe, expect, it } from "vitest";

import { actedBy } from "@/lib/auth/acted-by";
import type { Viewer } from "@/lib/auth/types";
import { saveDraft } from "@/lib/drafts/commands";
import { loadDraft } from "@/lib/drafts/queries";
import { AppError } from "@/lib/errors";
import { replyKey } from "@/lib/files/draft-key";
import { filesAt } from "@/lib/files/queries";
import { textsOf } from "@/lib/i18n/texts";
import type { CapabilityState, TicketProvider } from "@/lib/providers/contract";
import { registerProvider } from "@/lib/providers/registry";
import { createSubmission } from "@/lib/submissions/create-submission";
import { processSubmission } from "@/lib/submissions/process-submission";
import { submissionForm } from "@/lib/submissions/queries";
import { actOnTicket } from "@/lib/tickets/commands";
import { ticketSubmissions } from "@/lib/tickets/detail/ticket-submissions";
import { getTicket } from "@/lib/tickets/queries";
import { replyBox } from "@/lib/tickets/reply/reply-box";
import { resendFiles } from "@/lib/tickets/reply/resend-files";
import { sendReply } from "@/lib/tickets/reply/send-reply";
import { useTestDatabase } from "@/tests/helpers/database";
import type { MemoryAccount } from "@/tests/helpers/memory-account";
import { useMemoryConnection } from "@/tests/helpers/memory-connection";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { filed, forms, submission, uploadFile } from "@/tests/helpers/submissions/submissions";
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
  { clear: ["outgoing_file", "draft", "submission"] },
);

const NAME = { name: "Memory Hosting" };

beforeEach(async () => {
  offer({});
  ticketId = (await filed(viewer, filing())).ticket_id ?? "";
  account.journal = [];
});

/** The provider with these optional capabilities, and files in the call of a reply. */
function offer(optional: TicketProvider["optional"]): void {
  const provider = memoryProvider(account);
  const { files } = provider.form;
  registerProvider({
    ...provider,
    optional,
    form: { ...provider.form, files: files && { ...files, way: "in-call" } },
  });
}

async function told(...states: CapabilityState[]): Promise<void> {
  await sql("UPDATE connection SET capabilities = $1", [JSON.stringify(states)]);
}

const OPTIONAL = {
  conversation: "when_shown",
  reply: "when_shown",
  attach_reply: "when_shown",
} as const;
const gone = (capability: "reply" | "attach_reply" | "close" | "reopen"): CapabilityState => ({
  capability,
  available: false,
});
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error as { code: string; text?: unknown }).code,
  );

describe("a reply to a connection that cannot reply", () => {
  it.each<[string, TicketProvider["optional"], CapabilityState[]]>([
    ["that nothing has shown yet", OPTIONAL, []],
    ["that the provider has withdrawn", OPTIONAL, [gone("reply")]],
    [
      "that the operator has switched off",
      { reply: "off" },
      [{ capability: "reply", available: true }],
    ],
    ["that the key lacks", {}, [gone("reply")]],
  ])("%s is refused, says what to do, and keeps its draft", async (_what, optional, states) => {
    const form = reply(ticketId, { message: "Still down." });
    await saveDraft(viewer, {
      draftKey: replyKey(ticketId),
      formKey: form.formKey,
      values: { message: "Still down." },
      version: 0,
    });
    offer(optional);
    await told(...states);
    await expect(sendReply(viewer, form)).rejects.toMatchObject({
      code: "conflict",
      text: { key: "submission.cannotReply", values: NAME },
    });
    expect(await loadDraft(viewer, replyKey(ticketId))).toMatchObject({
      values: { message: "Still down." },
    });
    expect(await sql("SELECT 1 FROM submission WHERE kind = 'reply'")).toEqual([]);
    expect(account.journal).toEqual([]);
  });

  it("is told on the page, in both languages", async () => {
    offer(OPTIONAL);
    await told(gone("reply"));
    const page = await getTicket(viewer, ticketId);
    expect(page).toMatchObject({ mayNotReply: "unavailable", hasConversation: false });
    expect(page?.actions).not.toContain("reply");
    offer({ ...OPTIONAL, reply: "off" });
    expect(await getTicket(viewer, ticketId)).toMatchObject({ mayNotReply: "off" });
    offer({});
    expect(await getTicket(viewer, ticketId)).toMatchObject({ mayNotReply: "key" });
    await told();
    expect(await getTicket(viewer, ticketId)).toMatchObject({ mayNotReply: null });
    for (const t of [english, textsOf("sv")])
      expect(t("submission.cannotReply", NAME)).toContain("Memory Hosting");
  });

  it("that was accepted before is the same reply, however often it is posted", async () => {
    const form = reply(ticketId);
    const accepted = await sendReply(viewer, form);
    offer(OPTIONAL);
    expect(await sendReply(viewer, form)).toEqual(accepted);
  });

  it("is not found by somebody of another organization, whatever the connection can do", async () => {
    const stranger = await makeViewer({ organizationId: await makeOrganization("Contoso") });
    offer(OPTIONAL);
    expect(await codeOf(sendReply(stranger, reply(ticketId)))).toBe("not_found");
    expect(await codeOf(replyBox(stranger, ticketId))).toBe("not_found");
    expect(
      await codeOf(resendFiles(stranger, { formKey: randomUUID(), ticketId, files: ["any"] })),
    ).toBe("not_found");
  });
});

describe("a reply that waits while replies are withdrawn", () => {
  it("returns with its text and files and a reason, and is not sent", async () => {
    const file = await uploadFile(viewer, {
      connectionId,
      draftKey: replyKey(ticketId),
      name: "a.txt",
    });
    const { submissionId } = await sendReply(
      viewer,
      reply(ticketId, { message: "Still down.", files: [file] }),
    );
    offer(OPTIONAL);
    await told(gone("reply"));
    await processSubmission(submissionId);
    expect(await submission(submissionId)).toMatchObject({ state: "rejected" });
    expect(account.journal).toEqual([]);
    expect(await submissionForm(viewer, submissionId)).toMatchObject({
      values: { message: "Still down." },
      message: english("submission.cannotReply", NAME),
    });
    expect(await filesAt(viewer, replyKey(ticketId))).toMatchObject([{ state: "ready" }]);
    expect((await ticketSubmissions(english, ticketId)).pending).toMatchObject([
      { state: "rejected", text: "Still down." },
    ]);
  });
});

describe("a reply whose own call shows that replies are withdrawn", () => {
  it("returns with what to do, and with the provider's words", async () => {
    offer(OPTIONAL);
    await told({ capability: "reply", available: true });
    account.before = async (what) => {
      if (what !== "reply") return;
      await told(gone("reply"));
      throw new AppError("provider_not_found", { words: "No such call." });
    };
    const { submissionId } = await sendReply(viewer, reply(ticketId, { message: "Still down." }));
    await processSubmission(submissionId);
    expect(await submissionForm(viewer, submissionId)).toMatchObject({
      message: english("submission.cannotReply", NAME),
      words: "No such call.",
      values: { message: "Still down." },
    });
  });
});

describe("files of a reply", () => {
  const upload = (name: string) =>
    uploadFile(viewer, { connectionId, draftKey: replyKey(ticketId), name });

  it("are taken only where the connection can attach them", async () => {
    expect((await replyBox(viewer, ticketId)).files).not.toBeNull();
    const before = await upload("before.txt");
    offer(OPTIONAL);
    await told({ capability: "reply", available: true }, gone("attach_reply"));
    expect((await replyBox(viewer, ticketId)).files).toBeNull();
    await expect(upload("after.txt")).rejects.toMatchObject({
      code: "invalid",
      text: { key: "fileRefusal.noFilesWithReply" },
    });
    await expect(sendReply(viewer, reply(ticketId, { files: [before] }))).rejects.toMatchObject({
      code: "invalid",
      fieldErrors: { attachments: { key: "fileRefusal.notHere" } },
    });
    expect(await filesAt(viewer, replyKey(ticketId))).toMatchObject([{ id: before }]);
    await told(
      { capability: "reply", available: true },
      { capability: "attach_reply", available: true },
    );
    const { submissionId } = await sendReply(viewer, reply(ticketId, { files: [before] }));
    await told({ capability: "reply", available: true }, gone("attach_reply"));
    await processSubmission(submissionId);
    expect(await submission(submissionId)).toMatchObject({ state: "rejected" });
    expect(account.journal).toEqual([]);
  });
});

describe("every other action", () => {
  it("asks the connection too", async () => {
    await told(gone("close"));
    const close = { formKey: randomUUID(), ticketId, action: "close" as const };
    await expect(actOnTicket(viewer, close)).rejects.toMatchObject({
      code: "conflict",
      text: { key: "submission.cannotDo", values: NAME },
    });
    await told();
    expect(await codeOf(actOnTicket(viewer, close))).toBeNull();
  });

  it("continues a closed ticket by reopening alone where it takes no reply", async () => {
    await sql("UPDATE ticket SET status = 'closed', turn = 'done'");
    expect(await getTicket(viewer, ticketId)).toMatchObject({ continueBy: "reopen-and-reply" });
    await told(gone("reply"));
    expect(await getTicket(viewer, ticketId)).toMatchObject({ continueBy: "reopen" });
    expect(await codeOf(sendReply(viewer, reply(ticketId, { continues: true })))).toBe("conflict");
    await told(gone("reopen"));
    const closed = await getTicket(viewer, ticketId);
    expect([closed?.continueBy, closed?.actions]).toEqual([null, []]);
  });
});

describe("a lost reply whose conversation cannot be read", () => {
  it("is left to a person late only, as no reading would have shown it", async () => {
    const row = await createSubmission({
      actor: actedBy(viewer),
      organizationId: viewer.memberships[0]?.organizationId ?? "",
      connectionId,
      formKey: randomUUID(),
      kind: "reply",
      ticketId,
      payload: { message: "Still down." },
      firstStep: "write",
    });
    offer(OPTIONAL);
    const lostSince = (minutes: number) =>
      sql(
        "UPDATE submission SET state = 'unknown', due_at = now(), step_begun_at = now(), sending_at = now() - make_interval(mins => $1) WHERE id = $2",
        [minutes, row.id],
      );
    await lostSince(20);
    await processSubmission(row.id);
    expect(await submission(row.id)).toMatchObject({ state: "unknown", checks: 0 });
    await lostSince(61);
    await processSubmission(row.id);
    expect(await submission(row.id)).toMatchObject({ state: "needs_decision" });
  });
});
