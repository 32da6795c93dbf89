import { createHash } from "node:crypto";

import { sql } from "../db/sql";
import { AppError } from "../errors";
import type { OutgoingFileRow } from "./file-rows";
import { piecesOf } from "./schemas";
import { fileStore } from "./store/file-store";

const PER_ROUND = 100;
const MAX_ROUNDS = 20;

type Stored = Pick<OutgoingFileRow, "id" | "filename" | "size" | "sha256" | "pieces">;

/** Throws not_found when the bytes were deleted. */
async function* piecesStored(
  file: Stored,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const store = fileStore();
  for (let position = 0; position < file.pieces; position += 1) {
    const piece = await store.read(file.id, position);
    if (!piece)
      throw new AppError("not_found", { message: `${file.filename} is no longer stored here.` });
    yield piece;
  }
}

function damaged({ filename }: Stored): AppError {
  return new AppError("internal", {
    message: `${filename} was damaged in storage. Attach it again.`,
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
  const [file] = await sql<Stored>(
    `SELECT id, filename, size, sha256, pieces
       FROM outgoing_file
      WHERE id = $1
        AND erased_at IS NULL`,
    [fileId],
  );
  if (!file?.sha256)
    throw new AppError("not_found", { message: "This file is no longer stored here." });
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
  const files = await sql<{ id: string; pieces: number }>(
    "SELECT id, pieces FROM outgoing_file WHERE id = ANY($1) AND erased_at IS NULL",
    [fileIds],
  );
  for (const { id, pieces } of files) {
    await fileStore().erase(id, pieces);
    await sql("UPDATE outgoing_file SET erased_at = now() WHERE id = $1", [id]);
  }
}

/** Without a draft, discarded beyond undo, or of a draft left for 30 days. */
const IS_ORPHANED = `f.submission_id IS NULL AND (
     f.draft_kind IS NULL
  OR f.discarded_at < now() - interval '1 day'
  OR f.discarded_at IS NULL
     AND greatest(f.created_at, f.settled_at) < now() - interval '30 days'
     AND NOT EXISTS (SELECT 1
                       FROM draft d
                      WHERE d.user_id = f.user_id
                        AND d.kind = f.draft_kind
                        AND d.target_id = f.draft_target_id
                        AND d.updated_at >= now() - interval '30 days'))`;

/** Confirmed, or of a submission that ended 30 days ago. The rows stay. */
const IS_SPENT = `f.submission_id IS NOT NULL
  AND f.erased_at IS NULL
  AND (f.state = 'confirmed'
       OR EXISTS (SELECT 1
                    FROM submission s
                   WHERE s.id = f.submission_id
                     AND s.settled_at < now() - interval '30 days'))`;

export async function eraseOld(): Promise<number> {
  return (await eraseOrphaned()) + (await eraseSpent()) + (await eraseStrays());
}

async function eraseOrphaned(): Promise<number> {
  let erased = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    // Row first, so that a file claimed meanwhile keeps its bytes.
    const files = await sql<{ id: string; size: number }>(
      `DELETE FROM outgoing_file
        WHERE submission_id IS NULL
          AND id IN (SELECT f.id
                       FROM outgoing_file f
                      WHERE ${IS_ORPHANED}
                      LIMIT ${PER_ROUND})
        RETURNING id, size`,
    );
    for (const { id, size } of files) await fileStore().erase(id, piecesOf(size));
    erased += files.length;
    if (files.length < PER_ROUND) break;
  }
  return erased;
}

async function eraseSpent(): Promise<number> {
  let erased = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const files = await sql<{ id: string }>(
      `SELECT f.id FROM outgoing_file f WHERE ${IS_SPENT} LIMIT ${PER_ROUND}`,
    );
    await eraseBytes(files.map(({ id }) => id));
    erased += files.length;
    if (files.length < PER_ROUND) break;
  }
  return erased;
}

/** Left by a deleted person or an interrupted removal. */
async function eraseStrays(): Promise<number> {
  // An anti-join over two indexes, which reads no bytes.
  const strays = await sql<{ file_id: string }>(
    `SELECT DISTINCT p.file_id
       FROM file_piece p
      WHERE NOT EXISTS (SELECT 1 FROM outgoing_file f WHERE f.id = p.file_id)
      LIMIT ${PER_ROUND}`,
  );
  if (strays.length > 0)
    await sql("DELETE FROM file_piece WHERE file_id = ANY($1)", [
      strays.map((stray) => stray.file_id),
    ]);
  return strays.length;
}
