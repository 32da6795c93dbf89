import { actedBy } from "../../auth/acted-by";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { AppError } from "../../errors";
import { isId } from "../../ids";
import type { DownloadedFile } from "../../providers/contract";
import {
  attachmentsInSight,
  downloadedBy,
  isWithheld,
  openAttachment,
} from "../files/readable-attachments";

export interface AttachmentBytes extends DownloadedFile {
  filename: string;
}

/**
 * Downloads an attachment with the connection's credential. Allowed for members of the
 * organization, and for staff (audited) unless it belongs to an encrypted message; throws
 * `not_found` otherwise.
 */
export async function downloadAttachment(
  viewer: Viewer,
  attachmentId: string,
): Promise<AttachmentBytes> {
  if (!isId(attachmentId)) throw new AppError("not_found");
  const row = await attachmentsInSight(viewer)
    .where("a.id", "=", attachmentId)
    .where((eb) => eb.not(isWithheld(viewer)))
    .executeTakeFirst();
  if (!row) throw new AppError("not_found");
  const file = await openAttachment(row);
  // Audited before the first byte is sent, and only if there is one.
  await audit({
    ...actedBy(viewer),
    organizationId: row.organizationId,
    action: "attachment.downloaded",
    targetType: "ticket",
    targetId: row.ticketId,
    data: downloadedBy(viewer, row.organizationId),
  });
  return { ...file, filename: row.filename ?? "" };
}
