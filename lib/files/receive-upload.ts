import { createHash } from "node:crypto";

import type { Viewer } from "../auth/types";
import { db, transaction } from "../db/kysely";
import { prisma } from "../db/prisma";
import { AppError } from "../errors";
import { message } from "../i18n/message";
import { newId } from "../ids";
import { toStorableFileName, toUniqueFileName } from "../text/file-name";
import { storableText } from "../text/storable";
import { ContentType } from "./content-type";
import {
  draftFiles,
  FILE_COLUMNS,
  FILE_FIELDS,
  fileView,
  type OutgoingFileRow,
  ownDraftFile,
} from "./file-rows";
import { writePiece } from "./piece-writes";
import { PIECE_BYTES, pieceLength, piecesOf, rulesProblem } from "./rules";
import { type BeginInput } from "./schemas";
import { fileStore } from "./store/file-store";
import type { OutgoingFileView } from "./types";
import { refusal, uploadRules } from "./upload-access";
import { usageProblem } from "./upload-quota";

const GIVEN_NAME_MAX = 500;

export interface BegunFile {
  file: OutgoingFileView;
  pieceBytes: number;
  pieces: number;
}

/** Idempotent per id. The rules apply to all files of the draft. Throws not_found, `invalid`. */
export async function beginFile(viewer: Viewer, input: BeginInput): Promise<BegunFile> {
  const { organizationId, rules } = await uploadRules(viewer, input.draftKey, input.connectionId);
  const file = await transaction(async (client) => {
    // Serialised per person, so that concurrent uploads cannot exceed the limits.
    await client
      .selectFrom("user")
      .select("id")
      .where("id", "=", viewer.userId)
      .forNoKeyUpdate()
      .execute();
    const existing = await draftFiles(viewer.userId, input.draftKey, client).execute();
    const begun = existing.find(
      (other) => other.id === input.id && other.size === input.size && other.state === "receiving",
    );
    if (begun) return fileView(begun);
    const problem = rulesProblem(rules, [...existing.map((other) => other.size), input.size]);
    if (problem) throw refusal(problem);
    const full = await usageProblem(viewer.userId, input.size, client);
    if (full) throw refusal(full);
    const filename = toUniqueFileName(
      toStorableFileName(input.name),
      existing.map((other) => other.filename),
    );
    const given = filename === input.name ? null : storable(input.name);
    const row = await client
      .insertInto("outgoing_file")
      .values({
        id: input.id ?? newId(),
        user_id: viewer.userId,
        organization_id: organizationId,
        draft_kind: input.draftKey.kind,
        draft_target_id: input.draftKey.targetId,
        position: existing.length,
        filename,
        original_filename: given,
        size: input.size,
      })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning(FILE_COLUMNS)
      .executeTakeFirst();
    if (!row) throw new AppError("conflict", { text: message("fileRefusal.uploadedBefore") });
    return fileView(row);
  });
  return { file, pieceBytes: PIECE_BYTES, pieces: piecesOf(input.size) };
}

function storable(name: string): string {
  return storableText(storableText(name.replaceAll("\u0000", "")).slice(0, GIVEN_NAME_MAX));
}

/** Any order. The same bytes may come again, other bytes a few times. Throws `invalid`. */
export async function addPiece(
  viewer: Viewer,
  fileId: string,
  position: number,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const file = await receiving(viewer, fileId);
  const length =
    Number.isSafeInteger(position) && position >= 0 ? pieceLength(file.size, position) : 0;
  if (length === 0) throw new AppError("invalid", { text: message("fileRefusal.noSuchPiece") });
  if (bytes.length !== length)
    throw new AppError("invalid", { text: message("fileRefusal.pieceLength") });
  await writePiece(fileId, position, bytes);
  if (!(await ownDraftFile(viewer.userId, fileId))) {
    await fileStore().erase(fileId, piecesOf(file.size));
    throw new AppError("not_found");
  }
}

/** Idempotent. Throws `invalid` when a piece is missing. */
export async function finishFile(viewer: Viewer, fileId: string): Promise<OutgoingFileView> {
  const file = await ownDraftFile(viewer.userId, fileId);
  if (!file) throw new AppError("not_found");
  if (file.state !== "receiving") return fileView(file);
  const store = fileStore();
  const pieces = piecesOf(file.size);
  const type = new ContentType();
  const hash = createHash("sha256");
  for (let position = 0; position < pieces; position += 1) {
    const bytes = await store.read(fileId, position);
    if (bytes?.length !== pieceLength(file.size, position))
      throw refusal(message("fileRefusal.pieceMissing", { name: { words: file.filename } }));
    type.add(bytes);
    hash.update(bytes);
  }
  const [row] = await prisma().outgoingFile.updateManyAndReturn({
    where: {
      id: fileId,
      userId: viewer.userId,
      submissionId: null,
      state: { in: ["receiving", "ready"] },
    },
    data: { state: "ready", pieces, mimeType: await type.result(), sha256: hash.digest("hex") },
    select: FILE_FIELDS,
  });
  if (!row) throw new AppError("not_found");
  return fileView(row);
}

/** Throws not_found, and `conflict` once the file is sent. */
export async function removeFile(viewer: Viewer, fileId: string): Promise<void> {
  const gone = await db()
    .deleteFrom("outgoing_file")
    .where("id", "=", fileId)
    .where("user_id", "=", viewer.userId)
    .where("submission_id", "is", null)
    .returning("size")
    .executeTakeFirst();
  if (gone) return fileStore().erase(fileId, piecesOf(gone.size));
  const sent = await prisma().outgoingFile.findFirst({
    where: { id: fileId, userId: viewer.userId },
    select: { id: true },
  });
  if (sent) throw new AppError("conflict", { text: message("fileRefusal.sent") });
  throw new AppError("not_found");
}

async function receiving(viewer: Viewer, fileId: string): Promise<OutgoingFileRow> {
  const file = await ownDraftFile(viewer.userId, fileId);
  if (!file) throw new AppError("not_found");
  if (file.state !== "receiving")
    throw new AppError("conflict", { text: message("fileRefusal.complete") });
  return file;
}
