import { ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { prisma } from "../db/prisma";
import { AppError } from "../errors";
import type { DraftKey } from "./draft-key";
import { bytesOf } from "./file-bytes";
import { draftFiles, FILE_FIELDS, fileView } from "./file-rows";
import { PREVIEW_TYPES } from "./rules";
import type { OutgoingFileView } from "./types";

export async function filesAt(viewer: Viewer, key: DraftKey): Promise<OutgoingFileView[]> {
  return (await draftFiles(viewer.userId, key).execute()).map(fileView);
}

export interface FilePreview {
  bytes: Uint8Array<ArrayBuffer>;
  mimeType: string;
  filename: string;
}

/**
 * Returns the viewer's own upload in one of their organizations. Throws `not_found` for other files,
 * and for staff who see as a customer: it may not have been sent.
 */
export async function filePreview(viewer: Viewer, fileId: string): Promise<FilePreview> {
  if (viewer.seenBy) throw new AppError("not_found");
  const file = await prisma().outgoingFile.findFirst({
    where: {
      id: fileId,
      userId: viewer.userId,
      organizationId: { in: ownOrganizations(viewer) },
      state: { not: "receiving" },
      erasedAt: null,
    },
    select: FILE_FIELDS,
  });
  if (!file?.mimeType || !PREVIEW_TYPES.has(file.mimeType)) throw new AppError("not_found");
  return { bytes: await bytesOf(file), mimeType: file.mimeType, filename: file.filename };
}
