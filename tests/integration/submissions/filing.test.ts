import { createHmac, randomUUID } from "node:crypto";

import stringify from "safe-stable-stringify";
import { describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";
import { toStoredText } from "@/lib/i18n/stored-text";
import { drainSubmissions } from "@/lib/jobs/submissions";
import { formOf } from "@/lib/providers/forms/registry";
import { failure } from "@/lib/result";
import { processSubmission } from "@/lib/submissions/process-submission";
import { rejection, submissionForm, submissionStatus } from "@/lib/submissions/queries";
import { decideSubmission } from "@/lib/tickets/decide-submission";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";
import { replyInput } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import type { MemoryAccount } from "@/tests/helpers/memory-account";
import { useMemoryConnection } from "@/tests/helpers/memory-connection";
import { sql } from "@/tests/helpers/sql";
import { filed, forms, passTime, submission } from "@/tests/helpers/submissions/submissions";
import { english } from "@/tests/helpers/texts";

useTestDatabase();

let account: MemoryAccount;
let viewer: Viewer;
let connectionId: string;
const { filing } = forms(() => connectionId);

useMemoryConnection(
  (connected) => {
    ({ account, viewer, connectionId } = connected);
  },
  { clear: ["submission", "pgboss.job"] },
);

describe("filing", () => {
  it("stores the intent and answers, before anything is sent", async () => {
    const accepted = await fileTicket(viewer, filing());
    expect(accepted.state).toBe("queued");
    expect(account.journal).toEqual([]);
    expect(
      await sql(
        "SELECT action FROM audit_entry WHERE action = 'submission.accepted' AND target_id = $1 AND actor_id = $2",
        [accepted.submissionId, viewer.userId],
      ),
    ).toHaveLength(1);
    expect(
      await sql(
        "SELECT data FROM pgboss.job WHERE name = 'submissions' AND data->>'submissionId' = $1",
        [accepted.submissionId],
      ),
    ).toHaveLength(1);
  });

  it("ends as a ticket in the mirror, whose message ends with the reference that is shown beside it", async () => {
    let during: unknown;
    account.before = async (what) => {
      if (what === "file")
        during = await sql("SELECT state, step_begun_at IS NOT NULL AS begun FROM submission");
    };
    const sent = await filed(viewer, filing());
    expect(during).toEqual([{ state: "sending", begun: true }]);
    expect(sent).toMatchObject({ state: "sent", step_begun_at: null, due_at: null });
    expect(sent.reference).toMatch(/^TB-[A-Z]{6}$/);
    expect(await sql("SELECT subject, body FROM ticket WHERE id = $1", [sent.ticket_id])).toEqual([
      { subject: "Site down", body: `Since 02:00.\n\n${sent.reference}` },
    ]);
  });

  it("makes one call of fifty posts of one form at once, each delivered by whoever took it", async () => {
    account.before = () => new Promise((resolve) => setTimeout(resolve, 30));
    const one = filing();
    const rows = await Promise.all(Array.from({ length: 50 }, () => filed(viewer, one)));
    expect(account.journal).toHaveLength(1);
    expect(new Set(rows.map((row) => row.id)).size).toBe(1);
    expect((await submission(rows[0]?.id ?? "")).state).toBe("sent");
  });

  it("refuses other content under a form that was sent already", async () => {
    const one = filing();
    await filed(viewer, one);
    await expect(
      fileTicket(viewer, { ...one, values: { subject: "Other", message: "Other" } }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(account.journal).toHaveLength(1);
  });

  it("knows a form again that is posted while the credential keys are rotated, and one that an earlier version has stored", async () => {
    const ring = env().CREDENTIAL_KEYS;
    const one = filing();
    const sent = await filed(viewer, one);
    const other = { ...one, values: { subject: "Other", message: "Other" } };
    ring.unshift({ id: "newer", key: Buffer.alloc(32, 9) });
    try {
      expect(await fileTicket(viewer, one)).toMatchObject({ submissionId: sent.id, state: "sent" });
      await expect(fileTicket(viewer, other)).rejects.toMatchObject({ code: "conflict" });
      // As it was written before: with a credential key, which is the second one of the ring by now.
      const content = stringify(["create", connectionId, null, null, one.values, []]);
      const earlier = createHmac("sha256", ring[1]?.key ?? "")
        .update(content)
        .digest("base64url");
      await sql("UPDATE submission SET payload_hash = $1", [earlier]);
      expect(await fileTicket(viewer, one)).toMatchObject({ submissionId: sent.id, state: "sent" });
      await expect(fileTicket(viewer, other)).rejects.toMatchObject({ code: "conflict" });
    } finally {
      ring.shift();
    }
    expect(account.journal).toHaveLength(1);
  });

  it("files two equal tickets from two forms as two tickets", async () => {
    const [first, second] = [await filed(viewer, filing()), await filed(viewer, filing())];
    expect(account.journal).toHaveLength(2);
    expect(first.ticket_id).not.toBe(second.ticket_id);
  });

  it("refuses bad input on its field before anything is stored", async () => {
    await expect(
      fileTicket(viewer, filing({ values: { subject: " ", message: "x" } })),
    ).rejects.toMatchObject({
      code: "invalid",
      fieldErrors: {
        subject: message("validation.required", { label: message("filing.subject") }),
      },
    });
    expect(await sql("SELECT id FROM submission")).toEqual([]);
  });

  it("refuses half an emoji with a sentence on its field", () => {
    expect(
      replyInput.safeParse({ formKey: randomUUID(), ticketId: "t", message: "half \ud83d" })
        .success,
    ).toBe(false);
    expect(
      formOf("hostup")?.schema.safeParse({
        department: "vps",
        subject: "half \ud83d",
        message: "x",
      }).success,
    ).toBe(false);
  });

  it("hands the provider's refusal to the form, and files the corrected form under the same key", async () => {
    const one = filing();
    account.failOn(
      "file",
      new AppError("provider_invalid", {
        words: "Not like this.",
        fieldErrors: { subject: "Too vague." },
      }),
    );
    expect(await filed(viewer, one)).toMatchObject({
      state: "rejected",
      error_message: toStoredText({
        text: message("errors.provider_invalid"),
        words: "Not like this.",
      }),
      field_errors: { subject: "Too vague." },
      due_at: null,
    });
    account.recover();
    expect(
      await filed(viewer, {
        ...one,
        values: { subject: "Web server answers 502", message: "Since 02:00." },
      }),
    ).toMatchObject({ state: "sent", error_code: null });
    expect(await sql("SELECT id FROM submission")).toHaveLength(1);
  });

  it("tells the provider's words from ours, also when the rejection is thrown on", async () => {
    account.failOn(
      "file",
      new AppError("provider_invalid", {
        fieldErrors: { subject: "Too vague.", message: message("validation.any") },
      }),
    );
    const { id } = await filed(viewer, filing());
    account.recover();
    const status = await submissionStatus(viewer, id);
    const fieldErrors = { subject: "\u2068Too vague.\u2069", message: english("validation.any") };
    expect(status?.fieldErrors).toEqual(fieldErrors);
    expect(status && failure(rejection(status), "file", english).fieldErrors).toEqual(fieldErrors);
    expect(await submissionForm(viewer, id)).toMatchObject({ fieldErrors });
  });

  it("is delivered by the queue when whoever accepted it is gone", async () => {
    const { submissionId } = await fileTicket(viewer, filing());
    await passTime(0.5);
    expect(await drainSubmissions(Date.now() + 10_000)).toMatchObject({ taken: 1, failed: 0 });
    expect(await submission(submissionId)).toMatchObject({ state: "sent" });
    expect(await drainSubmissions(Date.now() + 10_000)).toMatchObject({ taken: 0 });
  });

  it("goes without a reference where the organization wants none", async () => {
    await sql("UPDATE organization SET use_references = false");
    const sent = await filed(viewer, filing());
    await sql("UPDATE organization SET use_references = true");
    expect(sent.reference).toBeNull();
    expect(account.journal[0]?.values).toMatchObject({ message: "Since 02:00." });
  });
});

describe("a submission that is turned away", () => {
  it("waits until the moment that the provider named, and then gets through by itself", async () => {
    const retryAt = new Date(Date.now() + 90_000);
    account.failOn(
      "file",
      new AppError("provider_rate_limited", {
        words: "Memory Hosting asks us to wait.",
        retryAt,
      }),
    );
    const waiting = await filed(viewer, filing());
    expect(waiting).toMatchObject({
      state: "queued",
      error_message: toStoredText({
        text: message("errors.provider_rate_limited"),
        words: "Memory Hosting asks us to wait.",
      }),
      step_begun_at: null,
    });
    expect(waiting.due_at?.getTime()).toBe(retryAt.getTime());
    account.recover();
    await passTime(1);
    await drainSubmissions(Date.now() + 5_000);
    expect(await submission(waiting.id)).toMatchObject({ state: "queued" });
    await passTime(1);
    await drainSubmissions(Date.now() + 5_000);
    expect(await submission(waiting.id)).toMatchObject({
      state: "sent",
      attempts: 0,
      error_message: null,
    });
    expect(account.journal).toHaveLength(1);
  });

  it("waits longer each time while the provider is down, and goes back to the person after a day", async () => {
    account.failOn("file", new AppError("provider_unavailable"));
    const { submissionId } = await fileTicket(viewer, filing());
    const waits: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      await processSubmission(submissionId);
      waits.push(((await submission(submissionId)).due_at?.getTime() ?? 0) - Date.now());
      await passTime(10);
    }
    expect(waits).toEqual(waits.toSorted((one, other) => one - other));
    await passTime(25 * 60);
    await processSubmission(submissionId);
    expect(await submission(submissionId)).toMatchObject({
      state: "rejected",
      error_code: "provider_unavailable",
    });
    expect(account.journal).toEqual([]);
  });

  it("can be taken back while it waits, and then sent with other content", async () => {
    account.failOn("file", new AppError("provider_unavailable"));
    const one = filing();
    const waiting = await filed(viewer, one);
    expect(
      await decideSubmission(viewer, { submissionId: waiting.id, decision: "take_back" }),
    ).toMatchObject({ state: "abandoned" });
    account.recover();
    await passTime(10);
    await drainSubmissions(Date.now() + 5_000);
    expect(account.journal).toEqual([]);
    expect(
      await filed(viewer, { ...one, values: { subject: "Site slow", message: "Since 03:00." } }),
    ).toMatchObject({ state: "sent" });
    expect(
      await sql(
        "SELECT action FROM audit_entry WHERE action = 'submission.take_back' AND target_id = $1",
        [waiting.id],
      ),
    ).toHaveLength(1);
  });

  it("cannot be taken back once it is sent", async () => {
    const sent = await filed(viewer, filing());
    await expect(
      decideSubmission(viewer, { submissionId: sent.id, decision: "take_back" }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  it("goes back to the person when the credential is dead, and says so on the connection", async () => {
    account.key = "another-key";
    expect(await filed(viewer, filing())).toMatchObject({
      state: "rejected",
      error_code: "provider_unauthorized",
    });
    expect(await sql("SELECT status FROM connection")).toEqual([{ status: "needs_attention" }]);
  });
});
