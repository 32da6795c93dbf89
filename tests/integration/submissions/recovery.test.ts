import { randomUUID } from "node:crypto";

import { describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { disconnect } from "@/lib/connections/commands";
import { syncNow } from "@/lib/connections/sync-now";
import { AppError } from "@/lib/errors";
import { NEW_TICKET_KEY, replyKey } from "@/lib/files/draft-key";
import { message } from "@/lib/i18n/message";
import { toStoredText } from "@/lib/i18n/stored-text";
import { registerProvider } from "@/lib/providers/registry";
import { Lease, LeaseLost } from "@/lib/submissions/lease";
import { processSubmission } from "@/lib/submissions/process-submission";
import { actOnTicket, setCollaborators } from "@/lib/tickets/commands";
import { resendFiles } from "@/lib/tickets/reply/resend-files";
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
  { clear: ["outgoing_file", "submission"] },
);

const LOST = new AppError("provider_unknown_outcome");
const written = (what: string) => account.journal.filter((entry) => entry.what === what);

const upload = (name: string, draftKey = NEW_TICKET_KEY) =>
  uploadFile(viewer, { connectionId, draftKey, name });

describe("once it is settled", () => {
  it("nothing that fails afterwards unsettles it", async () => {
    const { ticket_id } = await filed(viewer, filing());
    const sent = await replied(viewer, reply(ticket_id, { message: "hunter2", encrypted: true }));
    account.beforeRead = () => {
      throw new Error("the connection broke");
    };
    const second = await replied(viewer, reply(ticket_id, { message: "hunter3", encrypted: true }));
    expect([(await submission(sent.id)).state, second.state]).toEqual(["sent", "sent"]);
  });

  it("a database that is busy right after the provider has accepted does not have it sent again", async () => {
    const provider = memoryProvider(account);
    registerProvider({
      ...provider,
      form: {
        ...provider.form,
        files: provider.form.files && { ...provider.form.files, way: "in-call" },
      },
    });
    const files = [await upload("a.txt")];
    await sql(
      "CREATE FUNCTION be_busy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'busy' USING ERRCODE = '55P03'; END $$",
    );
    await sql(
      "CREATE TRIGGER busy BEFORE UPDATE ON outgoing_file FOR EACH ROW WHEN (NEW.state = 'confirmed') EXECUTE FUNCTION be_busy()",
    );
    const lost = await filed(viewer, filing({ files }));
    await sql("DROP FUNCTION be_busy CASCADE");
    expect(lost).toMatchObject({ state: "unknown", error_code: "busy" });
    await passTime(1);
    await processSubmission(lost.id);
    expect(await submission(lost.id)).toMatchObject({ state: "sent" });
    expect(written("file")).toHaveLength(1);
  });

  it("the token that settled it writes no more", async () => {
    account.failOn("file", new AppError("provider_unavailable"));
    const { id } = await filed(viewer, filing());
    await passTime(1);
    const taken = await Lease.take(id);
    await taken?.lease.release({ state: "sent", due_at: null });
    await expect(taken?.lease.write({ state: "unknown" })).rejects.toBeInstanceOf(LeaseLost);
    expect((await submission(id)).state).toBe("sent");
  });

  it("an empty message is never sent in place of one that is not kept any more", async () => {
    const { ticket_id } = await filed(viewer, filing());
    account.failOn("reply", new AppError("provider_unavailable"));
    const waiting = await replied(
      viewer,
      reply(ticket_id, { message: "hunter2", encrypted: true }),
    );
    await sql("UPDATE submission SET sealed_message = NULL WHERE id = $1", [waiting.id]);
    account.recover();
    await passTime(1);
    await processSubmission(waiting.id);
    expect(await submission(waiting.id)).toMatchObject({ state: "rejected" });
    expect(written("reply")).toEqual([]);
  });
});

describe("a lost encrypted reply", () => {
  it("is not taken for a hidden message of another time", async () => {
    const { ticket_id, external_id } = await filed(viewer, filing());
    account.put(external_id ?? "", {
      messages: [
        {
          externalId: "elsewhere",
          sender: "customer",
          senderId: null,
          senderName: null,
          body: null,
          encrypted: true,
          sentAt: new Date(Date.now() - 6 * 3_600_000),
        },
      ],
    });
    account.failOn("reply", LOST);
    const lost = await replied(viewer, reply(ticket_id, { message: "hunter2", encrypted: true }));
    account.recover();
    await passTime(1);
    await processSubmission(lost.id);
    expect(await submission(lost.id)).toMatchObject({
      state: "unknown",
      sealed_message: expect.any(String),
    });
  });
});

describe("files", () => {
  it("that did not arrive are not taken for older ones of the same name", async () => {
    const { ticket_id, external_id } = await filed(viewer, filing());
    account.put(external_id ?? "", {
      attachments: [
        {
          externalId: "old",
          messageExternalId: null,
          filename: "error.log",
          mimeType: null,
          downloadUrl: null,
        },
      ],
      updatedAt: new Date(),
    });
    await syncNow(viewer, { connectionId });
    await sql("UPDATE attachment SET id = '01ARZ3NDEKTSV4RRFFQ69G5FAV'");
    account.failOn("upload error.log", LOST);
    await replied(
      viewer,
      reply(ticket_id, { files: [await upload("error.log", replyKey(ticket_id ?? ""))] }),
    );
    expect(await sql("SELECT state, erased_at FROM outgoing_file")).toEqual([
      { state: "missing", erased_at: null },
    ]);
  });

  it("keep another reply of their ticket waiting until they are carried, so that it does not take them along", async () => {
    const { ticket_id } = await filed(viewer, filing());
    account.before = (what) => {
      if (what === "reply" && written("upload").length > 0)
        throw new AppError("provider_unavailable");
    };
    const first = await replied(
      viewer,
      reply(ticket_id, {
        message: "See the file.",
        files: [await upload("a.txt", replyKey(ticket_id ?? ""))],
      }),
    );
    expect(first).toMatchObject({ state: "queued", step: "attach_message" });
    account.recover();
    const second = await replied(viewer, reply(ticket_id, { message: "And one more thing." }));
    expect(second.state).toBe("queued");
    await passTime(1);
    await processSubmission(first.id);
    await processSubmission(second.id);
    expect(
      written("reply").map((entry) => (entry.values as { message: string }).message.split("\n")[0]),
    ).toEqual(["See the file.", "File: a.txt", "And one more thing."]);
  });

  it("that were uploaded and not carried are carried when they are sent again, not uploaded a second time", async () => {
    const { ticket_id } = await filed(viewer, filing());
    account.before = (what) => {
      if (what === "reply" && written("upload").length > 0)
        throw new AppError("provider_invalid", { words: "Not now." });
    };
    await replied(
      viewer,
      reply(ticket_id, {
        message: "See the file.",
        files: [await upload("a.txt", replyKey(ticket_id ?? ""))],
      }),
    );
    expect(await sql("SELECT state, reason FROM outgoing_file")).toEqual([
      {
        state: "refused",
        reason: toStoredText({ text: message("errors.provider_invalid"), words: "Not now." }),
      },
    ]);
    account.recover();
    const [file] = await sql<{ id: string }>("SELECT id FROM outgoing_file");
    await delivered(
      await resendFiles(viewer, {
        formKey: randomUUID(),
        ticketId: ticket_id ?? "",
        files: [file?.id ?? ""],
      }),
    );
    expect(written("upload")).toHaveLength(1);
    expect(await sql("SELECT state FROM outgoing_file")).toEqual([{ state: "confirmed" }]);
  });

  it("left waiting by a process that died after the end are called missing", async () => {
    const sent = await filed(viewer, filing({ files: [await upload("a.txt")] }));
    await sql("UPDATE outgoing_file SET state = 'waiting', erased_at = NULL");
    await passTime(5);
    await syncNow(viewer, { connectionId });
    expect(sent.state).toBe("sent");
    expect(await sql("SELECT state FROM outgoing_file")).toEqual([{ state: "missing" }]);
  });

  it("whose bytes cannot be read here are refused with the reason, and the others go", async () => {
    const files = [await upload("gone.txt"), await upload("here.txt")];
    await sql("UPDATE outgoing_file SET sha256 = 'x' WHERE filename = 'gone.txt'");
    await filed(viewer, filing({ files }));
    expect(await sql("SELECT filename, state FROM outgoing_file ORDER BY filename")).toEqual([
      { filename: "gone.txt", state: "refused" },
      { filename: "here.txt", state: "confirmed" },
    ]);
  });
});

describe("an unknown outcome", () => {
  it("comes before a person after an hour, also when the account was disconnected", async () => {
    account.failOn("file", LOST);
    const lost = await filed(viewer, filing());
    await disconnect(viewer, { connectionId });
    await passTime(30);
    await processSubmission(lost.id);
    expect((await submission(lost.id)).state).toBe("unknown");
    await passTime(40);
    await processSubmission(lost.id);
    expect((await submission(lost.id)).state).toBe("needs_decision");
  });

  it("of a reply comes before a person when its ticket is gone", async () => {
    const { ticket_id } = await filed(viewer, filing());
    account.failOn("reply", LOST);
    const lost = await replied(viewer, reply(ticket_id));
    account.recover();
    account.tickets.clear();
    await passTime(16);
    await sql(
      "UPDATE ticket SET first_seen_at = first_seen_at - interval '1 hour', opened_at = opened_at - interval '1 hour'",
    );
    await processSubmission(lost.id);
    expect((await submission(lost.id)).state).toBe("needs_decision");
  });
});

describe("a form that was mended", () => {
  it("has its day of trying from when it was sent again", async () => {
    account.failOn("file", new AppError("provider_invalid"));
    const form = filing();
    const rejected = await filed(viewer, form);
    await passTime(30 * 60);
    account.failOn("file", new AppError("provider_rate_limited"));
    expect(
      await filed(viewer, { ...form, values: { subject: "Mended", message: "Since 02:00." } }),
    ).toMatchObject({ id: rejected.id, state: "queued" });
  });
});

describe("what was done already", () => {
  it("says so when it is posted again, though the ticket does not allow it any more", async () => {
    const { ticket_id } = await filed(viewer, filing());
    const closing = { formKey: randomUUID(), ticketId: ticket_id ?? "", action: "close" as const };
    await delivered(await actOnTicket(viewer, closing));
    expect(await actOnTicket(viewer, closing)).toMatchObject({ state: "sent" });
    const going = reply(ticket_id, { continues: true });
    await delivered(await sendReply(viewer, going));
    expect(await sendReply(viewer, going)).toMatchObject({ state: "sent" });
    expect([written("close").length, written("reply").length]).toEqual([1, 1]);
  });
});

describe("collaborators", () => {
  it("whom somebody else has added meanwhile stay", async () => {
    const { ticket_id, external_id } = await filed(viewer, filing());
    const ticketId = ticket_id ?? "";
    await delivered(
      await setCollaborators(viewer, { formKey: randomUUID(), ticketId, ids: ["one", "two"] }),
    );
    account.put(external_id ?? "", {
      collaboratorIds: ["one", "two", "elsewhere"],
      updatedAt: new Date(),
    });
    await delivered(
      await setCollaborators(viewer, { formKey: randomUUID(), ticketId, ids: ["two", "three"] }),
    );
    expect(account.tickets.get(external_id ?? "")?.collaboratorIds).toEqual([
      "two",
      "elsewhere",
      "three",
    ]);
  });
});
