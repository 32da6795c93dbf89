import { randomBytes, randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { countUse } from "@/lib/auth/limits/rate-limit";
import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { transaction } from "@/lib/db/kysely";
import { discardDraft, saveDraft } from "@/lib/drafts/commands";
import { MAX_DRAFTS_BYTES } from "@/lib/drafts/draft-quota";
import { claimFiles, releaseFiles } from "@/lib/files/claim-files";
import { type DraftKey, NEW_TICKET_KEY, replyKey } from "@/lib/files/draft-key";
import { MAX_WRITES_PER_PIECE } from "@/lib/files/piece-writes";
import { addPiece, beginFile, finishFile, removeFile } from "@/lib/files/receive-upload";
import { PIECE_BYTES } from "@/lib/files/rules";
import * as stores from "@/lib/files/store/file-store";
import { MAX_WAITING_FILES } from "@/lib/files/upload-quota";
import { message } from "@/lib/i18n/message";
import { registerProvider } from "@/lib/providers/registry";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { reading } from "@/tests/helpers/texts";

useTestDatabase();

const account = new MemoryAccount();
const rules = {
  way: "pinned" as const,
  most: 500,
  largest: 20_000_000,
  together: 400_000_000,
};
let viewer: Viewer;
let other: Viewer;
let organizationId: string;
let connectionId: string;
let ticketIds: string[];
let unregister = () => {};

beforeAll(async () => {
  const memory = memoryProvider(account);
  unregister = registerProvider({ ...memory, form: { ...memory.form, files: rules } });
  organizationId = await makeOrganization();
  viewer = await makeViewer({ organizationId });
  other = await makeViewer({ organizationId });
  connectionId = await makeConnection(viewer, "memory", account.key);
  for (let number = 0; number < 80; number += 1) account.put(`m-${number}`);
  await syncNow(viewer, { connectionId });
  ticketIds = (await sql<{ id: string }>("SELECT id FROM ticket ORDER BY id")).map(({ id }) => id);
});

beforeEach(async () => {
  await sql("DELETE FROM outgoing_file");
  await sql("DELETE FROM file_piece");
  await sql("DELETE FROM draft");
});

afterAll(() => unregister());

const begin = (size: number, draftKey = NEW_TICKET_KEY, who = viewer) =>
  beginFile(who, { draftKey, connectionId, name: "a.bin", size });
const random = (size: number) => new Uint8Array(randomBytes(size));
const stored = async () => {
  const [row] = await sql<{ bytes: string }>(
    "SELECT pg_total_relation_size('file_piece') AS bytes",
  );
  return Number(row?.bytes);
};

describe("a piece of a file", () => {
  it("that is there already takes no more room, however often it is sent", async () => {
    const bytes = random(PIECE_BYTES);
    const { file } = await begin(bytes.length);
    await addPiece(viewer, file.id, 0, bytes);
    const once = await stored();
    for (let again = 0; again < 60; again += 1) await addPiece(viewer, file.id, 0, bytes);
    expect(await stored()).toBe(once);
    expect(await finishFile(viewer, file.id)).toMatchObject({ state: "ready" });
  });

  it("may be replaced a few times and no more, and then says so", async () => {
    const { file } = await begin(1_000);
    for (let write = 0; write < MAX_WRITES_PER_PIECE; write += 1)
      await addPiece(viewer, file.id, 0, random(1_000));
    const refused = addPiece(viewer, file.id, 0, random(1_000));
    await expect(refused).rejects.toMatchObject({
      code: "invalid",
      fieldErrors: {
        attachments: reading(
          "This file kept changing during the upload. Remove it and attach it again.",
        ),
      },
    });
    expect(await finishFile(viewer, file.id)).toMatchObject({ state: "ready" });
  });

  it("uses up no write that the store did not take", async () => {
    const { file } = await begin(1_000);
    const bytes = random(1_000);
    const real = stores.fileStore();
    const broken = { ...real, put: async () => Promise.reject(new Error("away")) };
    const spy = vi.spyOn(stores, "fileStore").mockReturnValue(broken);
    for (let tries = 0; tries < 2 * MAX_WRITES_PER_PIECE; tries += 1) {
      await expect(addPiece(viewer, file.id, 0, bytes)).rejects.toThrow("away");
    }
    spy.mockRestore();
    await addPiece(viewer, file.id, 0, bytes);
    expect(await finishFile(viewer, file.id)).toMatchObject({ state: "ready" });
  });

  it("is stored once when it arrives several times together", async () => {
    const bytes = random(1_000);
    const { file } = await begin(1_000);
    await Promise.all([1, 2, 3, 4].map(() => addPiece(viewer, file.id, 0, bytes)));
    expect(await finishFile(viewer, file.id)).toMatchObject({ state: "ready" });
  });
});

describe("one person's waiting files", () => {
  it("are at most 200, over all drafts, and another person is not concerned", async () => {
    for (let number = 0; number < MAX_WAITING_FILES; number += 1)
      await begin(1, replyKey(ticketIds[number % 80] ?? ""));
    const message = "Your drafts contain 200 files. Send or remove some of them first.";
    await expect(begin(1)).rejects.toMatchObject({
      code: "invalid",
      fieldErrors: { attachments: reading(message) },
    });
    expect((await begin(1, NEW_TICKET_KEY, other)).file.state).toBe("receiving");
    const [one] = await sql<{ id: string }>(
      "SELECT id FROM outgoing_file WHERE user_id = $1 LIMIT 1",
      [viewer.userId],
    );
    await removeFile(viewer, one?.id ?? "");
    expect((await begin(1)).file.state).toBe("receiving");
  }, 60_000);

  it("are at most 300 MB", async () => {
    for (let number = 0; number < 15; number += 1) await begin(20_000_000);
    await begin(14_000_000);
    const message =
      "Your drafts would contain more than 300 MB of files. Send or remove some of them first.";
    await expect(begin(1_000_000)).rejects.toMatchObject({
      fieldErrors: { attachments: reading(message) },
    });
  });
});

describe("one person's drafts", () => {
  const save = (draftKey: DraftKey, size: number, version = 0) =>
    saveDraft(viewer, {
      draftKey,
      formKey: randomUUID(),
      values: { message: "x".repeat(size) },
      version,
    });

  it("hold at most 20 MB together; what is no longer than before is still kept", async () => {
    const size = 300_000;
    const fitting = Math.floor(MAX_DRAFTS_BYTES / (size + 300));
    for (const id of ticketIds.slice(0, fitting))
      expect(await save(replyKey(id), size)).toMatchObject({ state: "saved" });
    const message =
      "Your drafts contain more than 20 MB of text. Send or discard some of them first.";
    await expect(save(NEW_TICKET_KEY, size)).rejects.toMatchObject({
      code: "invalid",
      fieldErrors: { values: reading(message) },
    });
    expect(await sql("SELECT 1 FROM draft WHERE kind = 'new_ticket'")).toEqual([]);
    expect(await save(replyKey(ticketIds[0] ?? ""), size - 1_000, 1)).toMatchObject({
      state: "saved",
    });
  }, 60_000);
});

describe("what a person's drafts take up", () => {
  const usage = (userId: string) =>
    sql(
      "SELECT waiting_files, waiting_bytes::int, draft_bytes::int FROM person_usage WHERE user_id = $1",
      [userId],
    );
  const counted = (userId: string) =>
    sql(
      `SELECT (SELECT count(*)::int FROM outgoing_file WHERE user_id = $1 AND submission_id IS NULL AND draft_kind IS NOT NULL) AS waiting_files,
            (SELECT coalesce(sum(size), 0)::int FROM outgoing_file WHERE user_id = $1 AND submission_id IS NULL AND draft_kind IS NOT NULL) AS waiting_bytes,
            (SELECT coalesce(sum(draft_size(d)), 0)::int FROM draft d WHERE user_id = $1) AS draft_bytes`,
      [userId],
    );

  it("is counted right through everything that can become of it", async () => {
    const matches = async () => {
      for (const { userId } of [viewer, other])
        expect(await usage(userId)).toEqual(await counted(userId));
    };
    const { file } = await begin(10);
    await begin(20, replyKey(ticketIds[0] ?? ""));
    await begin(30, NEW_TICKET_KEY, other);
    await matches();
    await addPiece(viewer, file.id, 0, random(10));
    await finishFile(viewer, file.id);
    await saveDraft(viewer, {
      draftKey: NEW_TICKET_KEY,
      formKey: randomUUID(),
      values: { message: "short" },
      version: 0,
    });
    await saveDraft(viewer, {
      draftKey: NEW_TICKET_KEY,
      formKey: randomUUID(),
      values: { message: "a longer text ö" },
      version: 1,
    });
    await matches();
    await discardDraft(viewer, NEW_TICKET_KEY);
    await matches();
    const submissionId = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    await sql(
      `INSERT INTO submission (id, organization_id, connection_id, user_id, form_key, kind, payload, payload_hash, state)
       VALUES ($1, $2, $3, $4, $5, 'create', '{}', '-', 'queued')`,
      [submissionId, organizationId, connectionId, viewer.userId, randomUUID()],
    );
    await transaction((client) =>
      claimFiles(client, {
        userId: viewer.userId,
        draftKey: NEW_TICKET_KEY,
        fileIds: [file.id],
        submissionId,
        rules,
      }),
    );
    await matches();
    await transaction((client) => releaseFiles(client, submissionId, NEW_TICKET_KEY));
    await matches();
    await sql("DELETE FROM draft");
    await sql("DELETE FROM outgoing_file WHERE size = 20");
    await matches();
    await sql('DELETE FROM "user" WHERE id = $1', [other.userId]);
    expect(await usage(other.userId)).toEqual([]);
  });
});

describe("a rate", () => {
  it("is counted for each key, refuses beyond it with its own words, and begins anew", async () => {
    const limit = { maxUses: 2, windowSeconds: 60, text: message("fileRefusal.tooFast") };
    await countUse("a:1", limit);
    await countUse("a:1", limit);
    await expect(countUse("a:1", limit)).rejects.toMatchObject({
      code: "throttled",
      message: "Too many uploads at once. Wait a minute, then try again.",
    });
    await countUse("a:2", limit);
    await sql("UPDATE rate_limit SET expire = 0 WHERE key = 'a:1'");
    await countUse("a:1", limit);
  });
});
