import { createHash, randomBytes, randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { sql, transaction } from "@/lib/db/sql";
import { bringFilesBack, setFilesAside } from "@/lib/drafts/discarded-files";
import { claimFiles, releaseFiles } from "@/lib/files/claim-files";
import { eraseBytes, eraseOld, fileBytes } from "@/lib/files/file-bytes";
import { filePreview, filesAt } from "@/lib/files/queries";
import { addPiece, beginFile, finishFile, removeFile } from "@/lib/files/receive-upload";
import { PIECE_BYTES } from "@/lib/files/schemas";
import { fileStore } from "@/lib/files/store/file-store";
import type { FileRules } from "@/lib/providers/forms/contract";
import { registerProvider } from "@/lib/providers/registry";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";

const MB = 1024 * 1024;
const RULES: FileRules = {
  way: "pinned",
  withReplies: true,
  most: 3,
  largest: 20 * MB,
  together: 30 * MB,
};
const GIF = new Uint8Array(
  Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64"),
);

/** What holds of files whatever store their bytes rest in. Call it after `useTestDatabase`. */
export function describeFiles(store: string): void {
  const account = new MemoryAccount();
  let viewer: Viewer;
  let connectionId: string;
  let unregister = () => {};

  beforeAll(async () => {
    const provider = memoryProvider(account);
    unregister = registerProvider({ ...provider, form: { ...provider.form, files: RULES } });
    viewer = await makeViewer({ organizationId: await makeOrganization() });
    connectionId = await makeConnection(viewer, "memory", account.key);
  });
  beforeEach(async () => {
    await sql("DELETE FROM outgoing_file");
    await sql("DELETE FROM file_piece");
    await sql("DELETE FROM submission");
    await sql("DELETE FROM draft");
  });
  afterAll(() => unregister());

  const begin = (name: string, size: number, place = "new") =>
    beginFile(viewer, { place, connectionId, name, size });
  const piecesOfBytes = (bytes: Uint8Array<ArrayBuffer>) =>
    Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, index) =>
      bytes.slice(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
    );

  async function attach(name: string, bytes: Uint8Array<ArrayBuffer>, place = "new") {
    const { file } = await begin(name, bytes.length, place);
    for (const [position, piece] of piecesOfBytes(bytes).entries())
      await addPiece(viewer, file.id, position, piece);
    return finishFile(viewer, file.id);
  }

  async function submission(kind: "create" | "reply" = "create"): Promise<string> {
    const id = randomUUID();
    await sql(
      "INSERT INTO submission (id, organization_id, connection_id, user_id, form_key, kind, payload, payload_hash) VALUES ($1, $2, $3, $4, $1, $5, '{}', '')",
      [id, viewer.memberships[0]?.organizationId, connectionId, viewer.userId, kind],
    );
    return id;
  }

  const claim = (
    fileIds: string[],
    submissionId: string,
    rules: FileRules | null = RULES,
    place = "new",
  ) =>
    transaction((client) =>
      claimFiles(client, { userId: viewer.userId, place, fileIds, submissionId, rules }),
    );
  const piecesLeft = async (fileId: string) =>
    (
      await Promise.all([0, 1, 2, 3, 4, 5, 6].map((position) => fileStore().read(fileId, position)))
    ).filter(Boolean).length;

  describe(`a file received into ${store}`, () => {
    it("of 20 MB arrives in pieces, in any order and with repetitions, and is the same afterwards", async () => {
      const bytes = new Uint8Array(randomBytes(20 * MB));
      const { file, pieces, pieceBytes } = await begin("dump.bin", bytes.length);
      expect([pieces, pieceBytes]).toEqual([7, PIECE_BYTES]);
      for (const position of [6, 2, 0, 0, 1, 5, 3, 4])
        await addPiece(
          viewer,
          file.id,
          position,
          bytes.slice(position * PIECE_BYTES, (position + 1) * PIECE_BYTES),
        );
      expect(await finishFile(viewer, file.id)).toMatchObject({
        state: "ready",
        mimeType: "application/octet-stream",
        filename: "dump.bin",
        givenName: null,
        size: 20 * MB,
      });
      expect(Buffer.compare(await fileBytes(file.id), bytes)).toBe(0);
      expect(await sql("SELECT sha256, pieces FROM outgoing_file")).toEqual([
        { sha256: createHash("sha256").update(bytes).digest("hex"), pieces: 7 },
      ]);
    });

    it("is what its bytes say, under a cleaned name that shows what it was", async () => {
      expect(await attach("..\\photo\u202egpj.exe", GIF)).toMatchObject({
        mimeType: "image/gif",
        filename: "photogpj.exe",
        givenName: "..\\photo\u202egpj.exe",
      });
      expect(
        await attach(
          "drawing.svg",
          new Uint8Array(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
        ),
      ).toMatchObject({ mimeType: "text/plain", filename: "drawing.svg", givenName: null });
    });

    it("gets a name of its own beside one that is called the same", async () => {
      await attach("image.png", GIF);
      expect(await attach("image.png", GIF)).toMatchObject({
        filename: "image (2).png",
        givenName: "image.png",
      });
      expect((await filesAt(viewer, "new")).map((file) => file.filename)).toEqual([
        "image.png",
        "image (2).png",
      ]);
    });

    it("is not finished before all of it is there, and can be finished twice afterwards", async () => {
      const { file } = await begin("log.txt", PIECE_BYTES + 3);
      await addPiece(viewer, file.id, 0, new Uint8Array(PIECE_BYTES).fill(97));
      await expect(finishFile(viewer, file.id)).rejects.toMatchObject({
        code: "invalid",
        fieldErrors: { attachments: expect.stringContaining("has not arrived") },
      });
      await addPiece(viewer, file.id, 1, new Uint8Array(3).fill(98));
      expect(await finishFile(viewer, file.id)).toMatchObject({
        state: "ready",
        mimeType: "text/plain",
      });
      expect(await finishFile(viewer, file.id)).toMatchObject({ state: "ready" });
      await expect(addPiece(viewer, file.id, 1, new Uint8Array(3))).rejects.toMatchObject({
        code: "conflict",
      });
    });

    it("never takes more or other bytes than were announced", async () => {
      const { file } = await begin("log.txt", 10);
      for (const [position, length] of [
        [0, 9],
        [0, 11],
        [0, 0],
        [1, 10],
        [1, 1],
        [-1, 10],
        [0.5, 10],
        [Number.NaN, 10],
      ] as const) {
        await expect(
          addPiece(viewer, file.id, position, new Uint8Array(length)),
        ).rejects.toMatchObject({ code: "invalid" });
      }
      expect(await piecesLeft(file.id)).toBe(0);
    });

    it("is held to the provider's rules, also when many begin at the same time", async () => {
      await expect(begin("empty.txt", 0)).rejects.toMatchObject({
        fieldErrors: { attachments: "The file is empty." },
      });
      await expect(begin("large.bin", 20 * MB + 1)).rejects.toMatchObject({
        fieldErrors: { attachments: expect.stringContaining("too large") },
      });
      const begun = await Promise.allSettled(
        Array.from({ length: 12 }, (_, index) => begin(`${index}.txt`, 5)),
      );
      expect(begun.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(3);
      await expect(begin("together.bin", 20 * MB, "new:none")).rejects.toMatchObject({
        code: "not_found",
      });
    });

    it("is held to what all of a person's drafts may hold", async () => {
      await sql(
        "INSERT INTO outgoing_file (id, user_id, organization_id, place, filename, size) VALUES ('other', $1, 'o', 'discarded new', 'x', $2)",
        [viewer.userId, 299 * MB],
      );
      await expect(begin("a.bin", 2 * MB)).rejects.toMatchObject({
        fieldErrors: { attachments: expect.stringContaining("300 MB") },
      });
    });

    it("leaves nothing when it is removed, not even from a piece that was on its way", async () => {
      const bytes = new Uint8Array(randomBytes(PIECE_BYTES + 1));
      const { id } = await attach("a.bin", bytes);
      await removeFile(viewer, id);
      expect([await piecesLeft(id), await filesAt(viewer, "new")]).toEqual([0, []]);
      const { file } = await begin("b.bin", PIECE_BYTES);
      const sending = addPiece(viewer, file.id, 0, new Uint8Array(PIECE_BYTES)).catch(
        () => undefined,
      );
      await removeFile(viewer, file.id);
      await sending;
      expect(await piecesLeft(file.id)).toBe(0);
    });

    it("is shown to its owner when it is an image, and only then", async () => {
      const image = await attach("a.txt", GIF);
      expect(await filePreview(viewer, image.id)).toMatchObject({
        bytes: GIF,
        mimeType: "image/gif",
      });
      for (const content of [
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "<html><script>alert(1)</script>",
        "%PDF-1.7\n",
      ]) {
        const other = await attach("b.png", new Uint8Array(Buffer.from(content)), "new");
        await expect(filePreview(viewer, other.id)).rejects.toMatchObject({ code: "not_found" });
        await removeFile(viewer, other.id);
      }
    });

    it("is not passed on when what is stored is not what arrived", async () => {
      const { id } = await attach("a.gif", GIF);
      await fileStore().put(id, 0, new Uint8Array(GIF.length));
      await expect(fileBytes(id)).rejects.toMatchObject({ code: "internal" });
      await expect(filePreview(viewer, id)).rejects.toMatchObject({ code: "internal" });
    });
  });

  describe(`files in ${store} that a submission takes over`, () => {
    it("come in the order that was asked for, and are no draft's any more", async () => {
      const first = await attach("1.txt", GIF);
      const second = await attach("2.txt", GIF);
      await begin("broken-off.txt", 5);
      const id = await submission();
      await claim([second.id, first.id, second.id], id);
      expect(
        await sql(
          "SELECT filename, state, submission_id FROM outgoing_file WHERE submission_id IS NOT NULL ORDER BY position",
        ),
      ).toEqual([
        { filename: "2.txt", state: "waiting", submission_id: id },
        { filename: "1.txt", state: "waiting", submission_id: id },
      ]);
      expect(await filesAt(viewer, "new")).toEqual([]);
      await expect(removeFile(viewer, first.id)).rejects.toMatchObject({ code: "conflict" });
      await expect(addPiece(viewer, first.id, 0, GIF)).rejects.toMatchObject({ code: "not_found" });
      expect(await filePreview(viewer, first.id)).toMatchObject({ mimeType: "image/gif" });
      expect(await eraseOld()).toBe(1);
    });

    it("leave those of another form at the same place where they are", async () => {
      const mine = await attach("mine.txt", GIF);
      await attach("from-the-phone.txt", GIF);
      await claim([mine.id], await submission());
      expect((await filesAt(viewer, "new")).map((file) => file.filename)).toEqual([
        "from-the-phone.txt",
      ]);
      expect(await eraseOld()).toBe(0);
    });

    it("are taken whole or not at all: own, finished, unclaimed and within the rules", async () => {
      const ready = await attach("ready.txt", GIF);
      const { file: unfinished } = await begin("unfinished.txt", 5);
      const id = await submission();
      const refusals: Array<[string[], FileRules | null]> = [
        [[ready.id, unfinished.id], RULES],
        [[ready.id, "no-such-file"], RULES],
        [[ready.id], null],
        [[ready.id], { ...RULES, largest: 5 }],
      ];
      for (const [files, rules] of refusals)
        await expect(claim(files, id, rules)).rejects.toMatchObject({
          code: "invalid",
          fieldErrors: { attachments: expect.any(String) },
        });
      await expect(
        claim([ready.id], await submission("reply"), { ...RULES, withReplies: false }),
      ).rejects.toMatchObject({ code: "invalid" });
      expect((await filesAt(viewer, "new")).map((file) => file.state)).toEqual([
        "ready",
        "receiving",
      ]);
      await claim([], id, null);
      await claim([ready.id], id);
      await expect(claim([ready.id], await submission())).rejects.toMatchObject({
        code: "invalid",
      });
    });

    it("belong to one of two submissions that want them at the same time", async () => {
      const { id } = await attach("a.txt", GIF);
      const both = [await submission(), await submission()];
      const outcomes = await Promise.allSettled(
        both.map((submissionId) => claim([id], submissionId)),
      );
      expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    });

    it("go back to a draft when it is taken back, but not those that the provider has", async () => {
      const files = [
        await attach("1.txt", GIF),
        await attach("2.txt", GIF),
        await attach("3.txt", GIF),
      ];
      const id = await submission();
      await claim(
        files.map((file) => file.id),
        id,
      );
      await sql(
        "UPDATE outgoing_file SET state = 'refused', reason = 'Too odd.' WHERE filename = '2.txt'",
      );
      await sql("UPDATE outgoing_file SET state = 'uploaded' WHERE filename = '3.txt'");
      await transaction((client) => releaseFiles(client, id, `new:${id}`));
      expect(await filesAt(viewer, `new:${id}`)).toMatchObject([
        { filename: "1.txt", state: "ready", reason: null },
        { filename: "2.txt", state: "ready", reason: null },
      ]);
      expect(await begin("4.txt", 5, `new:${id}`)).toMatchObject({ file: { state: "receiving" } });
    });
  });

  describe(`bytes in ${store}`, () => {
    it("are deleted once, and then missed with a plain sentence", async () => {
      const { id } = await attach("a.txt", GIF);
      await eraseBytes([id]);
      await eraseBytes([id, "no-such-file"]);
      expect(await piecesLeft(id)).toBe(0);
      await expect(fileBytes(id)).rejects.toMatchObject({ code: "not_found" });
      await expect(filePreview(viewer, id)).rejects.toMatchObject({ code: "not_found" });
    });

    it("are deleted when they are on the ticket, and 30 days after anything else has ended", async () => {
      const files = [await attach("1.txt", GIF), await attach("2.txt", GIF)];
      const id = await submission();
      await claim(
        files.map((file) => file.id),
        id,
      );
      expect(await eraseOld()).toBe(0);
      await sql("UPDATE outgoing_file SET state = 'confirmed' WHERE filename = '1.txt'");
      await sql("UPDATE outgoing_file SET state = 'refused' WHERE filename = '2.txt'");
      expect(await eraseOld()).toBe(1);
      await sql("UPDATE submission SET settled_at = now() - interval '31 days'");
      expect(await eraseOld()).toBe(1);
      expect(await eraseOld()).toBe(0);
      expect(
        await sql(
          "SELECT filename FROM outgoing_file WHERE erased_at IS NOT NULL ORDER BY filename",
        ),
      ).toEqual([{ filename: "1.txt" }, { filename: "2.txt" }]);
    });

    it("go with a draft that nobody touched for 30 days, and stay with one that somebody did", async () => {
      const { id } = await attach("a.txt", GIF);
      await sql("UPDATE outgoing_file SET created_at = now() - interval '31 days'");
      await sql("INSERT INTO draft (id, user_id, place, form_key) VALUES ('d', $1, 'new', 'k')", [
        viewer.userId,
      ]);
      expect(await eraseOld()).toBe(0);
      await sql("UPDATE draft SET updated_at = now() - interval '31 days'");
      expect(await eraseOld()).toBe(1);
      expect(await piecesLeft(id)).toBe(0);
    });

    it("go a day after their draft was discarded and not before, however old they are, with or without text", async () => {
      const { id } = await attach("a.txt", GIF);
      await sql("UPDATE outgoing_file SET created_at = now() - interval '40 days'");
      await transaction((client) => setFilesAside(client, viewer.userId, "new"));
      expect([await eraseOld(), await piecesLeft(id)]).toEqual([0, 1]);
      await transaction((client) => bringFilesBack(client, viewer.userId, "new"));
      expect([await eraseOld(), (await filesAt(viewer, "new")).length]).toEqual([0, 1]);
      await transaction((client) => setFilesAside(client, viewer.userId, "new"));
      await sql("UPDATE outgoing_file SET settled_at = now() - interval '25 hours'");
      expect([await eraseOld(), await piecesLeft(id)]).toEqual([1, 0]);
    });
  });
}
