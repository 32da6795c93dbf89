import { describe, expect, it } from "vitest";

import { transaction } from "@/lib/db/kysely";
import { releaseFiles } from "@/lib/files/claim-files";
import { NEW_TICKET_KEY, resubmissionKey } from "@/lib/files/draft-key";
import { eraseOld } from "@/lib/files/erase-old";
import { filePreview, filesAt } from "@/lib/files/queries";
import { addPiece, removeFile } from "@/lib/files/receive-upload";
import type { FileRules } from "@/lib/providers/forms/contract";
import { GIF } from "@/tests/helpers/gif";
import { sql } from "@/tests/helpers/sql";
import { reading } from "@/tests/helpers/texts";

import { type FileScene, RULES } from "./file-scene";

/** Tests of files that a submission takes over, in one kind of store. */
export function describeClaimedFiles(store: string, scene: FileScene): void {
  describe(`files in ${store} that a submission takes over`, () => {
    it("come in the order that was asked for, and are no draft's any more", async () => {
      const first = await scene.attach("1.txt", GIF);
      const second = await scene.attach("2.txt", GIF);
      await scene.begin("broken-off.txt", 5);
      const id = await scene.submission();
      await scene.claim([second.id, first.id, second.id], id);
      expect(
        await sql(
          "SELECT filename, state, submission_id FROM outgoing_file WHERE submission_id IS NOT NULL ORDER BY position",
        ),
      ).toEqual([
        { filename: "2.txt", state: "waiting", submission_id: id },
        { filename: "1.txt", state: "waiting", submission_id: id },
      ]);
      expect(await filesAt(scene.viewer, NEW_TICKET_KEY)).toEqual([]);
      await expect(removeFile(scene.viewer, first.id)).rejects.toMatchObject({ code: "conflict" });
      await expect(addPiece(scene.viewer, first.id, 0, GIF)).rejects.toMatchObject({
        code: "not_found",
      });
      expect(await filePreview(scene.viewer, first.id)).toMatchObject({ mimeType: "image/gif" });
      expect(await eraseOld()).toBe(1);
    });

    it("leave those of another form of the same draft where they are", async () => {
      const mine = await scene.attach("mine.txt", GIF);
      await scene.attach("from-the-phone.txt", GIF);
      await scene.claim([mine.id], await scene.submission());
      expect((await filesAt(scene.viewer, NEW_TICKET_KEY)).map((file) => file.filename)).toEqual([
        "from-the-phone.txt",
      ]);
      expect(await eraseOld()).toBe(0);
    });

    it("are taken whole or not at all: own, finished, unclaimed and within the rules", async () => {
      const ready = await scene.attach("ready.txt", GIF);
      const { file: unfinished } = await scene.begin("unfinished.txt", 5);
      const id = await scene.submission();
      const refusals: Array<[string[], FileRules | null]> = [
        [[ready.id, unfinished.id], RULES],
        [[ready.id, "no-such-file"], RULES],
        [[ready.id], null],
        [[ready.id], { ...RULES, largest: 5 }],
      ];
      for (const [files, rules] of refusals)
        await expect(scene.claim(files, id, rules)).rejects.toMatchObject({
          code: "invalid",
          fieldErrors: { attachments: reading(/./) },
        });
      await expect(
        scene.claim([ready.id], await scene.submission("reply"), null),
      ).rejects.toMatchObject({ code: "invalid" });
      expect((await filesAt(scene.viewer, NEW_TICKET_KEY)).map((file) => file.state)).toEqual([
        "ready",
        "receiving",
      ]);
      await scene.claim([], id, null);
      await scene.claim([ready.id], id);
      await expect(scene.claim([ready.id], await scene.submission())).rejects.toMatchObject({
        code: "invalid",
      });
    });

    it("belong to one of two submissions that want them at the same time", async () => {
      const { id } = await scene.attach("a.txt", GIF);
      const both = [await scene.submission(), await scene.submission()];
      const outcomes = await Promise.allSettled(
        both.map((submissionId) => scene.claim([id], submissionId)),
      );
      expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    });

    it("go back to a draft when it is taken back, but not those that the provider has", async () => {
      const files = [
        await scene.attach("1.txt", GIF),
        await scene.attach("2.txt", GIF),
        await scene.attach("3.txt", GIF),
      ];
      const id = await scene.submission();
      await scene.claim(
        files.map((file) => file.id),
        id,
      );
      await sql(
        "UPDATE outgoing_file SET state = 'refused', reason = 'Too odd.' WHERE filename = '2.txt'",
      );
      await sql("UPDATE outgoing_file SET state = 'uploaded' WHERE filename = '3.txt'");
      await transaction((client) => releaseFiles(client, id, resubmissionKey(id)));
      expect(await filesAt(scene.viewer, resubmissionKey(id))).toMatchObject([
        { filename: "1.txt", state: "ready", reason: null },
        { filename: "2.txt", state: "ready", reason: null },
      ]);
      expect(await scene.begin("4.txt", 5, resubmissionKey(id))).toMatchObject({
        file: { state: "receiving" },
      });
    });
  });
}
