import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { discardDraft, restoreDraft, saveDraft } from "@/lib/drafts/commands";
import { loadDraft } from "@/lib/drafts/queries";
import { followUpKey, formatDraftKey, replyKey, resubmissionKey } from "@/lib/files/draft-key";
import { registerProvider } from "@/lib/providers/registry";
import { listTickets } from "@/lib/tickets/queries";
import { replyBox } from "@/lib/tickets/reply/reply-box";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { currentViewer, makeConnection, makeViewer, makeViewers } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const SECRET = "the password is hunter2";
const account = new MemoryAccount();
let owner: Viewer;
let member: Viewer;
let stranger: Viewer;
let outsider: Viewer;
let staff: Viewer;
let ticketId: string;
let otherTicketId: string;
let submissionId: string;
let unregister = () => {};

const reply = (
  message: string,
  encrypted: boolean,
  version = 0,
  draftKey = replyKey(ticketId),
) => ({
  draftKey,
  formKey: randomUUID(),
  values: { message, encrypted: encrypted ? "true" : "" },
  version,
});

beforeAll(async () => {
  unregister = registerProvider(memoryProvider(account));
  const viewers = await makeViewers();
  ({ owner, member, stranger, outsider, staff } = viewers);
  account.put("m-1");
  account.put("m-2");
  const connectionId = await makeConnection(owner, "memory", account.key);
  await syncNow(owner, { connectionId });
  [ticketId, otherTicketId] = (await listTickets(owner, ticketFilters.parse({}))).items.map(
    (item) => item.id,
  ) as [string, string];
  submissionId = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
  await sql(
    `INSERT INTO submission (id, organization_id, connection_id, user_id, form_key, kind, payload, payload_hash, state) VALUES ($1, $2, $3, $4, $5, 'create', '{}', '-', 'rejected')`,
    [submissionId, viewers.organizationId, connectionId, owner.userId, randomUUID()],
  );
});

afterAll(() => unregister());

const outsiders: Array<[string, () => Viewer]> = [
  ["a stranger of another organization", () => stranger],
  ["a person of no organization", () => outsider],
  ["staff, who read every ticket", () => staff],
];

describe.each(outsiders)("%s", (_who, viewer) => {
  const places = () => [
    replyKey(ticketId),
    followUpKey(ticketId),
    resubmissionKey(submissionId),
    replyKey("01ARZ3NDEKTSV4RRFFQ69G5FAX"),
  ];

  it("has no draft at another organization's ticket or submission, and learns nothing by trying", async () => {
    for (const draftKey of places()) {
      await expect(
        saveDraft(viewer(), reply("Mine", false, 0, draftKey)),
        formatDraftKey(draftKey),
      ).rejects.toMatchObject({ code: "not_found" });
      await expect(loadDraft(viewer(), draftKey), formatDraftKey(draftKey)).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(
        discardDraft(viewer(), draftKey),
        formatDraftKey(draftKey),
      ).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(
        restoreDraft(viewer(), draftKey),
        formatDraftKey(draftKey),
      ).rejects.toMatchObject({
        code: "not_found",
      });
    }
    await expect(replyBox(viewer(), ticketId)).rejects.toMatchObject({ code: "not_found" });
    expect(await sql("SELECT 1 FROM draft WHERE user_id = $1", [viewer().userId])).toEqual([]);
  });
});

describe("a member", () => {
  it("neither sees, changes nor discards what somebody else types", async () => {
    await saveDraft(owner, reply("Only mine", false));
    expect(await loadDraft(member, replyKey(ticketId))).toBeNull();
    await saveDraft(member, reply("The member's", false));
    await discardDraft(member, replyKey(ticketId));
    expect(await loadDraft(owner, replyKey(ticketId))).toMatchObject({
      values: { message: "Only mine" },
    });
  });

  it("has no draft at somebody else's submission", async () => {
    await expect(
      saveDraft(member, reply("Mine", false, 0, resubmissionKey(submissionId))),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("somebody who has left the organization", () => {
  it("reads their draft there no more", async () => {
    const leaver = await makeViewer({ organizationId: owner.memberships[0]?.organizationId ?? "" });
    await saveDraft(leaver, reply("Before leaving", false));
    await sql("DELETE FROM membership WHERE user_id = $1", [leaver.userId]);
    const after = await currentViewer(leaver.userId);
    if (!after) throw new Error("The person is gone.");
    await expect(loadDraft(after, replyKey(ticketId))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("the draft of an encrypted reply", () => {
  const draftKey = () => replyKey(otherTicketId);

  it("is nowhere in the table in clear, and opens for its person", async () => {
    await saveDraft(owner, reply(SECRET, true, 0, draftKey()));
    const [row] = await sql<{ values: unknown; sealed: string; all: string }>(
      "SELECT values, sealed, draft::text AS all FROM draft WHERE user_id = $1 AND target_id = $2",
      [owner.userId, draftKey().targetId],
    );
    expect(row).toMatchObject({ values: null, sealed: expect.stringMatching(/^v1\./) });
    expect(row?.all).not.toContain("hunter2");
    expect(Buffer.from(row?.sealed.split(".").at(-1) ?? "", "base64url").toString()).not.toContain(
      "hunter2",
    );
    expect(await loadDraft(owner, draftKey())).toMatchObject({
      values: { message: SECRET, encrypted: "true" },
    });
  });

  it("is sealed as soon as the box is ticked, and nothing in clear stays behind", async () => {
    await saveDraft(member, reply(SECRET, false, 0, draftKey()));
    await saveDraft(member, reply(SECRET, true, 1, draftKey()));
    const [row] = await sql<{ all: string }>(
      "SELECT draft::text AS all FROM draft WHERE user_id = $1 AND target_id = $2",
      [member.userId, draftKey().targetId],
    );
    expect(row?.all).not.toContain("hunter2");
  });

  it("does not open for another person or under another key", async () => {
    await sql(
      "UPDATE draft SET values = NULL, sealed = (SELECT sealed FROM draft WHERE user_id = $1 AND target_id = $2) WHERE user_id = $3 AND target_id = $2",
      [owner.userId, draftKey().targetId, member.userId],
    );
    expect(await loadDraft(member, draftKey())).toBeNull();
    await sql(
      "UPDATE draft SET values = NULL, sealed = (SELECT sealed FROM draft WHERE user_id = $1 AND target_id = $2) WHERE user_id = $1 AND target_id = $3",
      [owner.userId, draftKey().targetId, ticketId],
    );
    expect(await loadDraft(owner, replyKey(ticketId))).toBeNull();
  });

  it("is as good as none when its key is gone, and is written anew", async () => {
    await sql(
      "UPDATE draft SET sealed = replace(sealed, 'v1.test1', 'v1.gone') WHERE user_id = $1 AND target_id = $2",
      [owner.userId, draftKey().targetId],
    );
    expect(await loadDraft(owner, draftKey())).toBeNull();
    expect(await saveDraft(owner, reply("Anew", true, 0, draftKey()))).toMatchObject({
      state: "saved",
    });
  });
});
