import { type Expression, expressionBuilder, type SqlBool } from "kysely";

import type { Prisma } from "../db/generated/client";
import { type Db, db } from "../db/kysely";
import { prisma } from "../db/prisma";
import type { DB } from "../db/table-types";
import type { DraftKey } from "./draft-key";
import type { OutgoingFileView } from "./types";

export const FILE_FIELDS = {
  id: true,
  filename: true,
  originalFilename: true,
  size: true,
  mimeType: true,
  sha256: true,
  state: true,
  pieces: true,
} satisfies Prisma.OutgoingFileSelect;

export type OutgoingFileRow = Prisma.OutgoingFileGetPayload<{ select: typeof FILE_FIELDS }>;

/** The columns of an `OutgoingFileRow`. */
export const FILE_COLUMNS = [
  "id",
  "filename",
  "original_filename as originalFilename",
  "size",
  "mime_type as mimeType",
  "sha256",
  "state",
  "pieces",
] as const;

export function fileView(row: OutgoingFileRow): OutgoingFileView {
  return {
    id: row.id,
    filename: row.filename,
    givenName: row.originalFilename,
    size: row.size,
    mimeType: row.mimeType,
    state: row.state,
    // Only a file that was sent has one.
    reason: null,
  };
}

export function ownDraftFile(userId: string, fileId: string): Promise<OutgoingFileRow | null> {
  return prisma().outgoingFile.findFirst({
    where: { id: fileId, userId, submissionId: null },
    select: FILE_FIELDS,
  });
}

/** A draft's key, in a query that is compiled once for each kind. */
export interface KeyValues {
  kind: DraftKey["kind"];
  targetId: string | Expression<string>;
}

/** Discarded files count too; sent ones do not. */
export function isOfDraft(
  userId: string | Expression<string>,
  { kind, targetId }: KeyValues,
): Expression<SqlBool> {
  const eb = expressionBuilder<DB, "outgoing_file">();
  return eb.and([
    eb("outgoing_file.user_id", "=", userId),
    eb("outgoing_file.draft_kind", "=", kind),
    eb("outgoing_file.draft_target_id", "=", targetId),
    eb("outgoing_file.submission_id", "is", null),
  ]);
}

/** In their order. */
export function draftFiles(userId: string | Expression<string>, key: KeyValues, on: Db = db()) {
  return on
    .selectFrom("outgoing_file")
    .select(FILE_COLUMNS)
    .where(isOfDraft(userId, key))
    .where("discarded_at", "is", null)
    .orderBy("position")
    .orderBy("created_at")
    .orderBy("id");
}
