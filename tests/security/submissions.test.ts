import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { ownScope, staffScope } from "@/lib/auth/scope";
import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { AppError } from "@/lib/errors";
import { registerProvider } from "@/lib/providers/registry";
import { submissionForm, submissionInScope, submissionStatus } from "@/lib/submissions/queries";
import { setCollaborators } from "@/lib/tickets/commands";
import { decideSubmission } from "@/lib/tickets/decide-submission";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";
import { getTicket, listTickets } from "@/lib/tickets/queries";
import { resendFiles } from "@/lib/tickets/reply/resend-files";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { currentViewer, makeConnection, makeViewers } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { delivered, forms, replied } from "@/tests/helpers/submissions/submissions";
import { english } from "@/tests/helpers/texts";

useTestDatabase();

const SECRET = "the password is hunter2";
const account = new MemoryAccount();
let owner: Viewer;
let member: Viewer;
let stranger: Viewer;
let outsider: Viewer;
let staff: Viewer;
let connectionId: string;
let ticketId: string;
let fileId: string;
/** Turned away: waits. */
let waiting: string;
/** Refused by the provider. */
let rejected: string;
/** An encrypted reply that was refused. */
let secret: string;
let unregister = () => {};
const form = forms(() => connectionId);

async function failing(
  code: "provider_unavailable" | "provider_invalid",
  what: string,
  run: () => Promise<{ id: string }>,
): Promise<string> {
  account.before = (called) => {
    if (called === what) throw new AppError(code, { words: "Not now." });
  };
  const { id } = await run();
  account.before = () => undefined;
  return id;
}

beforeAll(async () => {
  unregister = registerProvider(memoryProvider(account));
  const viewers = await makeViewers();
  ({ owner, member, stranger, outsider, staff } = viewers);
  account.put("m-1");
  connectionId = await makeConnection(owner, "memory", account.key);
  await syncNow(owner, { connectionId });
  ticketId = (await listTickets(owner, ticketFilters.parse({}))).items[0]?.id ?? "";
  waiting = await failing("provider_unavailable", "file", async () =>
    delivered(await fileTicket(owner, form.filing())),
  );
  rejected = await failing("provider_invalid", "file", async () =>
    delivered(await fileTicket(owner, form.filing())),
  );
  secret = await failing("provider_invalid", "reply", () =>
    replied(owner, form.reply(ticketId, { message: SECRET, encrypted: true })),
  );
  const sent = await replied(owner, form.reply(ticketId));
  fileId = "01ARZ3NDEKTSV4RRFFQ69G5FAW";
  await sql(
    `INSERT INTO outgoing_file (id, user_id, organization_id, draft_kind, submission_id, filename, size, state) VALUES ($1, $2, $3, 'reply', $4, 'log.txt', 3, 'missing')`,
    [fileId, owner.userId, viewers.organizationId, sent.id],
  );
});

afterAll(() => unregister());

const state = async (id: string) =>
  (await sql<{ state: string }>("SELECT state FROM submission WHERE id = $1", [id]))[0]?.state;

const outsiders: Array<[string, () => Viewer]> = [
  ["a manager of another organization", () => stranger],
  ["a person of no organization", () => outsider],
  ["staff, who read every ticket", () => staff],
];

describe.each(outsiders)("%s", (_who, viewer) => {
  it("is told of a submission what they are told of one that is not there: nothing", async () => {
    for (const id of [waiting, rejected, secret]) {
      expect(await submissionStatus(viewer(), id)).toBeNull();
      expect(await submissionForm(viewer(), id)).toBeNull();
      expect(await submissionInScope(english, ownScope(viewer()), id)).toBeNull();
    }
  });

  it("decides nothing about it", async () => {
    for (const [id, decision] of [
      [waiting, "take_back"],
      [rejected, "drop"],
      [waiting, "send_again"],
    ] as const) {
      await expect(
        decideSubmission(viewer(), { submissionId: id, decision }),
      ).rejects.toMatchObject({ code: "not_found" });
    }
    expect([await state(waiting), await state(rejected)]).toEqual(["queued", "rejected"]);
  });

  it("changes no collaborators and sends no files", async () => {
    const before = account.journal.length;
    await expect(
      setCollaborators(viewer(), { formKey: randomUUID(), ticketId, ids: ["user-1"] }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      resendFiles(viewer(), { formKey: randomUUID(), ticketId, files: [fileId] }),
    ).rejects.toMatchObject({ code: "not_found" });
    expect(account.journal).toHaveLength(before);
    expect(await sql("SELECT 1 FROM submission WHERE user_id = $1", [viewer().userId])).toEqual([]);
    expect(await sql("SELECT state FROM outgoing_file WHERE id = $1", [fileId])).toEqual([
      { state: "missing" },
    ]);
  });
});

describe("a disabled account", () => {
  it("is no viewer at all, whatever it had filed", async () => {
    expect(await currentViewer(owner.userId)).not.toBeNull();
    await sql('UPDATE "user" SET disabled_at = now() WHERE id = $1', [owner.userId]);
    expect(await currentViewer(owner.userId)).toBeNull();
    await sql('UPDATE "user" SET disabled_at = NULL WHERE id = $1', [owner.userId]);
  });
});

describe("a member", () => {
  it("sees how it stands, and never opens what somebody else wrote as a form of their own", async () => {
    expect(await submissionStatus(member, waiting)).toMatchObject({
      state: "queued",
      ticketId: null,
    });
    expect(await submissionInScope(english, ownScope(member), waiting)).toMatchObject({
      subject: "Site down",
      byUserId: owner.userId,
    });
    expect(await submissionForm(member, rejected)).toBeNull();
    expect(await submissionForm(owner, rejected)).toMatchObject({
      values: { subject: "Site down" },
    });
  });

  it("is not shown the text of an encrypted reply, and neither are staff", async () => {
    const seen = [
      await submissionInScope(english, ownScope(member), secret),
      await submissionInScope(english, staffScope(staff), secret),
      await submissionStatus(member, secret),
      await getTicket(member, ticketId),
      await listTickets(member, ticketFilters.parse({})),
    ];
    expect(JSON.stringify(seen)).not.toContain("hunter2");
    expect(await submissionForm(owner, secret)).toMatchObject({
      values: { message: SECRET, encrypted: "true" },
    });
  });

  it("decides for the organization, and is written down for it", async () => {
    await decideSubmission(member, { submissionId: rejected, decision: "drop" });
    expect(await state(rejected)).toBe("abandoned");
    expect(
      await sql("SELECT action FROM audit_entry WHERE actor_id = $1 AND target_id = $2", [
        member.userId,
        rejected,
      ]),
    ).toEqual([{ action: "submission.drop" }]);
  });
});

describe("somebody who has left the organization", () => {
  it("neither follows nor reopens what they had filed", async () => {
    const former: Viewer = { ...owner, memberships: [] };
    expect(await submissionStatus(former, waiting)).toBeNull();
    expect(await submissionForm(former, secret)).toBeNull();
    await expect(
      decideSubmission(former, { submissionId: waiting, decision: "take_back" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("what was sent again", () => {
  it("is one ticket's own files only", async () => {
    account.put("m-2");
    await syncNow(owner, { connectionId });
    const other = (await listTickets(owner, ticketFilters.parse({}))).items.find(
      (item) => item.id !== ticketId,
    );
    await expect(
      resendFiles(owner, { formKey: randomUUID(), ticketId: other?.id ?? "", files: [fileId] }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await sql("SELECT state FROM outgoing_file WHERE id = $1", [fileId])).toEqual([
      { state: "missing" },
    ]);
  });
});
