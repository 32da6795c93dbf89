import { createHash, randomBytes } from "node:crypto";

import { describe, expect, it } from "vitest";

import { transaction } from "@/lib/db/kysely";
import { bringFilesBack, setFilesAside } from "@/lib/drafts/discarded-files";
import { NEW_TICKET_KEY, resubmissionKey } from "@/lib/files/draft-key";
import { eraseOld } from "@/lib/files/erase-old";
import { eraseBytes, fileBytes } from "@/lib/files/file-bytes";
import { filePreview, filesAt } from "@/lib/files/queries";
import { addPiece, finishFile, removeFile } from "@/lib/files/receive-upload";
import { PIECE_BYTES } from "@/lib/files/rules";
import { fileStore } from "@/lib/files/store/file-store";
import { GIF } from "@/tests/helpers/gif";
import { sql } from "@/tests/helpers/sql";
import { reading } from "@/tests/helpers/texts";

import { FileScene } from "./file-scene";

const MB = 1024 * 1024;

import { describeClaimedFiles } from "./claimed-files";

/** Tests of files in one kind of store. Call it after `useTestDatabase`. */
export function describeFiles(store: string): void {
  const scene = new FileScene();

  describe(`a file received into ${store}`, () => {
    it("of 20 MB arrives in pieces, in any order and with repetitions, and is the same afterwards", async () => {
      const bytes = new Uint8Array(randomBytes(20 * MB));
      const { file, pieces, pieceBytes } = await scene.begin("dump.bin", bytes.length);
      expect([pieces, pieceBytes]).toEqual([7, PIECE_BYTES]);
      for (const position of [6, 2, 0, 0, 1, 5, 3, 4])
        await addPiece(
          scene.viewer,
          file.id,
          position,
          bytes.slice(position * PIECE_BYTES, (position + 1) * PIECE_BYTES),
        );
      expect(await finishFile(scene.viewer, file.id)).toMatchObject({
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
      expect(await scene.attach("..\\photo\u202egpj.exe", GIF)).toMatchObject({
        mimeType: "image/gif",
        filename: "photogpj.exe",
        givenName: "..\\photo\u202egpj.exe",
      });
      expect(
        await scene.attach(
          "drawing.svg",
          new Uint8Array(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
        ),
      ).toMatchObject({ mimeType: "text/plain", filename: "drawing.svg", givenName: null });
    });

    it("gets a name of its own beside one that is called the same", async () => {
      await scene.attach("image.png", GIF);
      expect(await scene.attach("image.png", GIF)).toMatchObject({
        filename: "image (2).png",
        givenName: "image.png",
      });
      expect((await filesAt(scene.viewer, NEW_TICKET_KEY)).map((file) => file.filename)).toEqual([
        "image.png",
        "image (2).png",
      ]);
    });

    it("is not finished before all of it is there, and can be finished twice afterwards", async () => {
      const { file } = await scene.begin("log.txt", PIECE_BYTES + 3);
      await addPiece(scene.viewer, file.id, 0, new Uint8Array(PIECE_BYTES).fill(97));
      await expect(finishFile(scene.viewer, file.id)).rejects.toMatchObject({
        code: "invalid",
        fieldErrors: { attachments: reading(/⟦log\.txt⟧ didn’t arrive/) },
      });
      await addPiece(scene.viewer, file.id, 1, new Uint8Array(3).fill(98));
      expect(await finishFile(scene.viewer, file.id)).toMatchObject({
        state: "ready",
        mimeType: "text/plain",
      });
      expect(await finishFile(scene.viewer, file.id)).toMatchObject({ state: "ready" });
      await expect(addPiece(scene.viewer, file.id, 1, new Uint8Array(3))).rejects.toMatchObject({
        code: "conflict",
      });
    });

    it("never takes more or other bytes than were announced", async () => {
      const { file } = await scene.begin("log.txt", 10);
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
          addPiece(scene.viewer, file.id, position, new Uint8Array(length)),
        ).rejects.toMatchObject({ code: "invalid" });
      }
      expect(await scene.piecesLeft(file.id)).toBe(0);
    });

    it("is held to the provider's rules, also when many begin at the same time", async () => {
      await expect(scene.begin("empty.txt", 0)).rejects.toMatchObject({
        fieldErrors: { attachments: reading("This file is empty. Choose another one.") },
      });
      await expect(scene.begin("large.bin", 20 * MB + 1)).rejects.toMatchObject({
        fieldErrors: { attachments: reading(/too large/) },
      });
      const begun = await Promise.allSettled(
        Array.from({ length: 12 }, (_, index) => scene.begin(`${index}.txt`, 5)),
      );
      expect(begun.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(3);
      await expect(
        scene.begin("together.bin", 20 * MB, resubmissionKey("none")),
      ).rejects.toMatchObject({
        code: "not_found",
      });
    });

    it("is held to what all of a person's drafts may hold", async () => {
      await sql(
        "INSERT INTO outgoing_file (id, user_id, organization_id, draft_kind, discarded_at, filename, size) VALUES ('other', $1, 'o', 'new_ticket', now(), 'x', $2)",
        [scene.viewer.userId, 299 * MB],
      );
      await expect(scene.begin("a.bin", 2 * MB)).rejects.toMatchObject({
        fieldErrors: { attachments: reading(/300 MB/) },
      });
    });

    it("leaves nothing when it is removed, not even from a piece that was on its way", async () => {
      const bytes = new Uint8Array(randomBytes(PIECE_BYTES + 1));
      const { id } = await scene.attach("a.bin", bytes);
      await removeFile(scene.viewer, id);
      expect([await scene.piecesLeft(id), await filesAt(scene.viewer, NEW_TICKET_KEY)]).toEqual([
        0,
        [],
      ]);
      const { file } = await scene.begin("b.bin", PIECE_BYTES);
      const sending = addPiece(scene.viewer, file.id, 0, new Uint8Array(PIECE_BYTES)).catch(
        () => undefined,
      );
      await removeFile(scene.viewer, file.id);
      await sending;
      expect(await scene.piecesLeft(file.id)).toBe(0);
    });

    it("is shown to its owner when it is an image, and only then", async () => {
      const image = await scene.attach("a.txt", GIF);
      expect(await filePreview(scene.viewer, image.id)).toMatchObject({
        bytes: GIF,
        mimeType: "image/gif",
      });
      for (const content of [
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "<html><script>alert(1)</script>",
        "%PDF-1.7\n",
      ]) {
        const other = await scene.attach(
          "b.png",
          new Uint8Array(Buffer.from(content)),
          NEW_TICKET_KEY,
        );
        await expect(filePreview(scene.viewer, other.id)).rejects.toMatchObject({
          code: "not_found",
        });
        await removeFile(scene.viewer, other.id);
      }
    });

    it("is not passed on when what is stored is not what arrived", async () => {
      const { id } = await scene.attach("a.gif", GIF);
      await fileStore().put(id, 0, new Uint8Array(GIF.length));
      await expect(fileBytes(id)).rejects.toMatchObject({ code: "internal" });
      await expect(filePreview(scene.viewer, id)).rejects.toMatchObject({ code: "internal" });
    });
  });

  describeClaimedFiles(store, scene);

  describe(`bytes in ${store}`, () => {
    it("are deleted once, and then missed with a plain sentence", async () => {
      const { id } = await scene.attach("a.txt", GIF);
      await eraseBytes([id]);
      await eraseBytes([id, "no-such-file"]);
      expect(await scene.piecesLeft(id)).toBe(0);
      await expect(fileBytes(id)).rejects.toMatchObject({ code: "not_found" });
      await expect(filePreview(scene.viewer, id)).rejects.toMatchObject({ code: "not_found" });
    });

    it("are deleted when they are on the ticket, and 30 days after anything else has ended", async () => {
      const files = [await scene.attach("1.txt", GIF), await scene.attach("2.txt", GIF)];
      const id = await scene.submission();
      await scene.claim(
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
      const { id } = await scene.attach("a.txt", GIF);
      await sql("UPDATE outgoing_file SET created_at = now() - interval '31 days'");
      await sql(
        "INSERT INTO draft (id, user_id, kind, form_key) VALUES ('d', $1, 'new_ticket', 'k')",
        [scene.viewer.userId],
      );
      expect(await eraseOld()).toBe(0);
      await sql("UPDATE draft SET updated_at = now() - interval '31 days'");
      expect(await eraseOld()).toBe(1);
      expect(await scene.piecesLeft(id)).toBe(0);
    });

    it("go a day after their draft was discarded and not before, however old they are, with or without text", async () => {
      const { id } = await scene.attach("a.txt", GIF);
      await sql("UPDATE outgoing_file SET created_at = now() - interval '40 days'");
      await transaction((client) => setFilesAside(client, scene.viewer.userId, NEW_TICKET_KEY));
      expect([await eraseOld(), await scene.piecesLeft(id)]).toEqual([0, 1]);
      await transaction((client) => bringFilesBack(client, scene.viewer.userId, NEW_TICKET_KEY));
      expect([await eraseOld(), (await filesAt(scene.viewer, NEW_TICKET_KEY)).length]).toEqual([
        0, 1,
      ]);
      await transaction((client) => setFilesAside(client, scene.viewer.userId, NEW_TICKET_KEY));
      await sql("UPDATE outgoing_file SET discarded_at = now() - interval '25 hours'");
      expect([await eraseOld(), await scene.piecesLeft(id)]).toEqual([1, 0]);
    });
  });
}
