import { actedBy } from "../../auth/acted-by";
import { isStaff, ownOrganizations } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { isAnyOf } from "../../db/expressions";
import { db } from "../../db/kysely";
import { AppError } from "../../errors";
import { isId } from "../../ids";
import { withConnection } from "../../mirror/connection/open-connection";
import type { DownloadedFile } from "../../providers/contract";

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
  const row = await readableAttachment(viewer, attachmentId);
  if (!row) throw new AppError("not_found");
  const file = await withConnection(row.connectionId, async ({ session }) => {
    if (!session.download) throw new AppError("not_found");
    const bytes = await session.download({
      externalId: row.externalId,
      messageExternalId: row.messageExternalId,
      filename: row.filename,
      mimeType: row.mimeType,
      downloadUrl: row.downloadUrl,
    });
    // Audited before the first byte is sent, and only if there is one.
    await audit({
      ...actedBy(viewer),
      organizationId: row.organizationId,
      action: "attachment.downloaded",
      targetType: "ticket",
      targetId: row.ticketId,
    });
    return bytes;
  });
  return { ...file, filename: row.filename ?? "" };
}

async function readableAttachment(viewer: Viewer, attachmentId: string) {
  return db()
    .selectFrom("attachment as a")
    .innerJoin("ticket as t", "t.id", "a.ticket_id")
    .select([
      "a.ticket_id as ticketId",
      "t.organization_id as organizationId",
      "t.connection_id as connectionId",
      "a.external_id as externalId",
      "a.message_external_id as messageExternalId",
      "a.filename",
      "a.mime_type as mimeType",
      "a.download_url as downloadUrl",
    ])
    .where("a.id", "=", attachmentId)
    .where((eb) => {
      const encryptedMessage = eb
        .selectFrom("message as m")
        .select("m.external_id")
        .whereRef("m.ticket_id", "=", "a.ticket_id")
        .whereRef("m.external_id", "=", "a.message_external_id")
        .where("m.encrypted", "=", true);
      return eb.or([
        isAnyOf(eb.ref("t.organization_id"), ownOrganizations(viewer)),
        eb.and([eb.lit(isStaff(viewer)), eb.not(eb.exists(encryptedMessage))]),
      ]);
    })
    .executeTakeFirst();
}
