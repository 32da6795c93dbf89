import { createHash } from "node:crypto";

import { isAnyOf, now } from "../db/expressions";
import { db } from "../db/kysely";
import { prisma } from "../db/prisma";
import { AppError } from "../errors";
import { message } from "../i18n/message";
import type { OutgoingFileRow } from "./file-rows";
import { fileStore } from "./store/file-store";

type Stored = Pick<OutgoingFileRow, "id" | "filename" | "size" | "sha256" | "pieces">;

/** Throws not_found when the bytes were deleted. */
async function* piecesStored(
  file: Stored,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const store = fileStore();
  for (let position = 0; position < file.pieces; position += 1) {
    const piece = await store.read(file.id, position);
    if (!piece)
      throw new AppError("not_found", {
        text: message("fileRefusal.erased", { name: { words: file.filename } }),
      });
    yield piece;
  }
}

function damaged({ filename }: Stored): AppError {
  return new AppError("internal", {
    text: message("fileRefusal.damaged", { name: { words: filename } }),
  });
}

/** Throws when the bytes have changed since upload. Holds one piece at a time. */
async function check(file: Stored): Promise<void> {
  const digest = createHash("sha256");
  let length = 0;
  for await (const piece of piecesStored(file)) {
    digest.update(piece);
    length += piece.length;
  }
  if (length !== file.size || digest.digest("hex") !== file.sha256) throw damaged(file);
}

/** Checked against the digest. Throws not_found when the bytes were deleted. */
export async function bytesOf(file: Stored): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(file.size);
  let at = 0;
  for await (const piece of piecesStored(file)) {
    if (at + piece.length > whole.length) throw damaged(file);
    whole.set(piece, at);
    at += piece.length;
  }
  if (at !== file.size || createHash("sha256").update(whole).digest("hex") !== file.sha256)
    throw damaged(file);
  return whole;
}

async function storedFile(fileId: string): Promise<Stored> {
  const file = await prisma().outgoingFile.findFirst({
    where: { id: fileId, erasedAt: null },
    select: { id: true, filename: true, size: true, sha256: true, pieces: true },
  });
  if (!file?.sha256)
    throw new AppError("not_found", { text: message("fileRefusal.erasedUnnamed") });
  return file;
}

/** The caller checks access. Throws not_found without bytes. */
export async function fileBytes(fileId: string): Promise<Uint8Array<ArrayBuffer>> {
  return bytesOf(await storedFile(fileId));
}

export async function checkFile(fileId: string): Promise<void> {
  await check(await storedFile(fileId));
}

/** Unchecked and by piece, so that a large file is never in memory as a whole. */
export async function* filePieces(
  fileId: string,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  yield* piecesStored(await storedFile(fileId));
}

export async function eraseBytes(fileIds: readonly string[]): Promise<void> {
  const files = await db()
    .selectFrom("outgoing_file")
    .select(["id", "pieces"])
    .where((eb) => isAnyOf(eb.ref("id"), fileIds))
    .where("erased_at", "is", null)
    .execute();
  for (const { id, pieces } of files) {
    await fileStore().erase(id, pieces);
    await db()
      .updateTable("outgoing_file")
      .set({ erased_at: now() })
      .where("id", "=", id)
      .execute();
  }
}
