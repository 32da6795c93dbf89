import { randomUUID } from "node:crypto";

import { describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { AppError } from "@/lib/errors";
import { NEW_TICKET_KEY, replyKey, resubmissionKey } from "@/lib/files/draft-key";
import { filesAt } from "@/lib/files/queries";
import { processSubmission } from "@/lib/submissions/process-submission";
import { actOnTicket } from "@/lib/tickets/commands";
import { decideSubmission } from "@/lib/tickets/decide-submission";
import { ticketSubmissions } from "@/lib/tickets/detail/ticket-submissions";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";
import { resendFiles } from "@/lib/tickets/reply/resend-files";
import { sendReply } from "@/lib/tickets/reply/send-reply";
import { useTestDatabase } from "@/tests/helpers/database";
import type { MemoryAccount } from "@/tests/helpers/memory-account";
import { useMemoryConnection } from "@/tests/helpers/memory-connection";
import {
  currentViewer,
  makeConnection,
  makeOrganization,
  makeViewer,
} from "@/tests/helpers/people";
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
import { english, reading } from "@/tests/helpers/texts";

useTestDatabase();

let account: MemoryAccount;
let viewer: Viewer;
let connectionId: string;
const { filing, reply } = forms(() => connectionId);

useMemoryConnection(
  (connected) => {
    ({ account, viewer, connectionId } = connected);
  },
  { clear: ["outgoing_file", "submission"] },
);

const upload = (name: string, draftKey = NEW_TICKET_KEY) =>
  uploadFile(viewer, { connectionId, draftKey, name });

const journal = () =>
  account.journal.map(({ what, values }) => [
    what,
    (values as { filename?: string } | null)?.filename ??
      (values as { message?: string } | null)?.message?.split("\n")[0] ??
      null,
  ]);
const states = () =>
  sql(
    "SELECT filename, state, reason, erased_at IS NOT NULL AS erased FROM outgoing_file ORDER BY filename",
  );

describe("files of a new ticket", () => {
  it("go after it: the ticket, each upload, the message that carries them; confirmed on the ticket, and their bytes deleted", async () => {
    const files = [await upload("a.txt"), await upload("b.txt")];
    const sent = await filed(viewer, filing({ files }));
    expect(sent.state).toBe("sent");
    expect(journal()).toEqual([
      ["file", "Since 02:00."],
      ["upload", "a.txt"],
      ["upload", "b.txt"],
      ["reply", "Files: a.txt, b.txt"],
    ]);
    expect(await states()).toEqual([
      { filename: "a.txt", state: "confirmed", reason: null, erased: true },
      { filename: "b.txt", state: "confirmed", reason: null, erased: true },
    ]);
    expect(await sql("SELECT 1 FROM file_piece")).toEqual([]);
    expect(
      await sql("SELECT filename FROM attachment WHERE ticket_id = $1 ORDER BY filename", [
        sent.ticket_id,
      ]),
    ).toEqual([{ filename: "a.txt" }, { filename: "b.txt" }]);
    expect((account.journal.at(-1)?.values as { message: string }).message).toMatch(
      /\n\nTB-[A-Z]{6}$/,
    );
  });

  it("one that is refused says why and can be sent again alone, and the others go on", async () => {
    account.failOn(
      "upload bad.txt",
      new AppError("provider_invalid", { words: "The file was rejected." }),
    );
    const sent = await filed(
      viewer,
      filing({ files: [await upload("bad.txt"), await upload("good.txt")] }),
    );
    expect(sent.state).toBe("sent");
    expect(await states()).toMatchObject([
      { filename: "bad.txt", state: "refused", reason: expect.any(String), erased: false },
      { filename: "good.txt", state: "confirmed" },
    ]);
    account.recover();
    const [refused] = (await ticketSubmissions(english, sent.ticket_id ?? "")).outgoing;
    expect(refused).toMatchObject({
      reason: english("fileRefusal.byProvider", { name: "Memory Hosting" }),
      words: "The file was rejected.",
    });
    const again = {
      formKey: randomUUID(),
      ticketId: sent.ticket_id ?? "",
      files: [refused?.id ?? ""],
    };
    expect(await delivered(await resendFiles(viewer, again))).toMatchObject({ state: "sent" });
    await resendFiles(viewer, again);
    expect(journal().slice(-2)).toEqual([
      ["upload", "bad.txt"],
      ["reply", "File: bad.txt"],
    ]);
    expect(account.journal.filter((entry) => entry.what === "file")).toHaveLength(1);
    expect((await ticketSubmissions(english, sent.ticket_id ?? "")).outgoing).toEqual([]);
  });

  it("wait with the rest when the provider turns an upload away, and nothing is sent twice", async () => {
    account.failOn(
      "upload b.txt",
      new AppError("provider_rate_limited", {
        words: "Wait.",
        retryAt: new Date(Date.now() + 30_000),
      }),
    );
    const waiting = await filed(
      viewer,
      filing({ files: [await upload("a.txt"), await upload("b.txt")] }),
    );
    expect(waiting).toMatchObject({
      state: "queued",
      step: "files",
      ticket_id: expect.any(String),
    });
    await expect(
      decideSubmission(viewer, { submissionId: waiting.id, decision: "take_back" }),
    ).rejects.toMatchObject({ code: "conflict" });
    account.recover();
    await passTime(1);
    await processSubmission(waiting.id);
    expect(await submission(waiting.id)).toMatchObject({ state: "sent" });
    expect(journal().map(([what]) => what)).toEqual(["file", "upload", "upload", "reply"]);
  });

  it("an upload whose answer was lost is not made again: the ticket tells whether it is there", async () => {
    account.failOn("uploaded there.txt", new AppError("provider_unknown_outcome"));
    await filed(viewer, filing({ files: [await upload("there.txt")] }));
    expect(journal().map(([what]) => what)).toEqual(["file", "upload", "reply"]);
    expect(await states()).toMatchObject([{ filename: "there.txt", state: "confirmed" }]);
  });

  it("one that never arrived is named as missing once the ticket was read", async () => {
    account.failOn("upload gone.txt", new AppError("provider_unknown_outcome"));
    const sent = await filed(viewer, filing({ files: [await upload("gone.txt")] }));
    expect(sent.state).toBe("sent");
    expect(await states()).toMatchObject([
      { filename: "gone.txt", state: "missing", erased: false },
    ]);
    expect((await ticketSubmissions(english, sent.ticket_id ?? "")).outgoing).toMatchObject([
      { filename: "gone.txt", state: "missing" },
    ]);
  });

  it("the carrying message is found by its reference when its answer was lost, and then the files go by what the ticket shows", async () => {
    account.before = (what) => {
      if (what === "accepted" && account.journal.at(-1)?.what === "reply")
        throw new AppError("provider_unknown_outcome");
    };
    const lost = await filed(viewer, filing({ files: [await upload("a.txt")] }));
    expect(lost).toMatchObject({ state: "unknown", step: "attach_message" });
    account.recover();
    await passTime(1);
    await processSubmission(lost.id);
    expect(await submission(lost.id)).toMatchObject({ state: "sent" });
    expect(journal().filter(([what]) => what === "reply")).toHaveLength(1);
    expect(await states()).toMatchObject([{ state: "confirmed" }]);
  });

  it("go only where they were attached: with the same form and for the same organization", async () => {
    const here = await upload("here.txt");
    const member = await makeViewer({ organizationId: await makeOrganization("Contoso") });
    await sql(
      "INSERT INTO membership (user_id, organization_id, role) SELECT $1, organization_id, 'manager' FROM membership WHERE user_id = $2",
      [viewer.userId, member.userId],
    );
    const both = (await currentViewer(viewer.userId)) ?? viewer;
    const elsewhere = await makeConnection(member, "memory", account.key);
    const refused = {
      code: "invalid",
      fieldErrors: { attachments: reading(/^⟦here.txt⟧ was attached in another form/) },
    };
    await expect(
      fileTicket(both, filing({ connectionId: elsewhere, files: [here] })),
    ).rejects.toMatchObject(refused);
    await expect(
      fileTicket(both, filing({ draftKey: resubmissionKey("another"), files: [here] })),
    ).rejects.toMatchObject(refused);
    const { ticket_id } = await filed(both, filing());
    await expect(sendReply(both, reply(ticket_id, { files: [here] }))).rejects.toMatchObject(
      refused,
    );
    expect(await filesAt(viewer, NEW_TICKET_KEY)).toMatchObject([{ id: here, state: "ready" }]);
    expect(await filed(both, filing({ files: [here] }))).toMatchObject({ state: "sent" });
  });

  it("return to the form when the ticket is rejected", async () => {
    const file = await upload("a.txt");
    account.failOn(
      "file",
      new AppError("provider_invalid", { fieldErrors: { subject: "Too vague." } }),
    );
    const rejected = await filed(viewer, filing({ files: [file] }));
    expect(await filesAt(viewer, resubmissionKey(rejected.id))).toMatchObject([
      { id: file, state: "ready" },
    ]);
    account.recover();
    expect(
      await filed(
        viewer,
        filing({
          formKey: rejected.form_key,
          files: [file],
          draftKey: resubmissionKey(rejected.id),
        }),
      ),
    ).toMatchObject({ state: "sent" });
    expect(await states()).toMatchObject([{ state: "confirmed" }]);
  });
});

describe("files of a reply", () => {
  it("come after the words, encrypted if those were", async () => {
    const { ticket_id } = await filed(viewer, filing());
    await replied(
      viewer,
      reply(ticket_id, {
        encrypted: true,
        message: "hunter2",
        files: [await upload("key.txt", replyKey(ticket_id ?? ""))],
      }),
    );
    expect(journal().slice(1)).toEqual([
      ["reply", "hunter2"],
      ["upload", "key.txt"],
      ["reply", "File: key.txt"],
    ]);
    expect(account.journal.at(-1)?.values).toMatchObject({ encrypted: true });
    expect(await states()).toMatchObject([{ filename: "key.txt", state: "confirmed" }]);
  });
});

describe("going on with a closed ticket", () => {
  async function closed(): Promise<string> {
    const { ticket_id } = await filed(viewer, filing());
    await delivered(
      await actOnTicket(viewer, {
        formKey: randomUUID(),
        ticketId: ticket_id ?? "",
        action: "close",
      }),
    );
    account.journal = [];
    return ticket_id ?? "";
  }

  it("reopens it and then replies", async () => {
    const ticketId = await closed();
    expect(await replied(viewer, reply(ticketId, { continues: true }))).toMatchObject({
      state: "sent",
    });
    expect(journal().map(([what]) => what)).toEqual(["reopen", "reply"]);
  });

  it("goes on between the two when the first answer was lost", async () => {
    const ticketId = await closed();
    account.before = (what) => {
      if (what === "reopen") {
        account.put("m-1", { status: "open", updatedAt: new Date() });
        throw new AppError("provider_unknown_outcome");
      }
    };
    const lost = await replied(viewer, reply(ticketId, { continues: true }));
    expect(lost).toMatchObject({ state: "unknown", step: "reopen" });
    account.recover();
    await passTime(1);
    await processSubmission(lost.id);
    expect(await submission(lost.id)).toMatchObject({ state: "sent" });
    expect(journal().map(([what]) => what)).toEqual(["reply"]);
  });

  it("does not reopen a second time when the second call fails", async () => {
    const ticketId = await closed();
    account.failOn("reply", new AppError("provider_unavailable"));
    const waiting = await replied(viewer, reply(ticketId, { continues: true }));
    expect(waiting).toMatchObject({ state: "queued", step: "write" });
    account.recover();
    await passTime(1);
    await processSubmission(waiting.id);
    expect(journal().map(([what]) => what)).toEqual(["reopen", "reply"]);
  });
});
