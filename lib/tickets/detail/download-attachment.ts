import { isStaff, ownOrganizations } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { sql } from "../../db/sql";
import { AppError } from "../../errors";
import { isId } from "../../ids";
import { withConnection } from "../../mirror/connection/open-connection";
import type { DownloadedFile } from "../../providers/contract";

interface AttachmentRow {
  ticket_id: string;
  organization_id: string;
  connection_id: string;
  external_id: string;
  message_external_id: string | null;
  filename: string | null;
  mime_type: string | null;
  download_url: string | null;
}

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
  const [row] = await sql<AttachmentRow>(
    `SELECT a.ticket_id, t.organization_id, t.connection_id, a.external_id,
        a.message_external_id, a.filename, a.mime_type, a.download_url
      FROM attachment a
      JOIN ticket t ON t.id = a.ticket_id
      WHERE a.id = $1
        AND (
          t.organization_id = ANY($2)
            OR $3
            AND NOT EXISTS (
              SELECT 1
              FROM message m
              WHERE m.ticket_id = a.ticket_id
                AND m.external_id = a.message_external_id
                AND m.encrypted
            )
        )`,
    [attachmentId, ownOrganizations(viewer), isStaff(viewer)],
  );
  if (!row) throw new AppError("not_found");
  const file = await withConnection(row.connection_id, async ({ session }) => {
    if (!session.download) throw new AppError("not_found");
    const bytes = await session.download({
      externalId: row.external_id,
      messageExternalId: row.message_external_id,
      filename: row.filename,
      mimeType: row.mime_type,
      downloadUrl: row.download_url,
    });
    // Audited before the first byte is sent, and only if there is one.
    await audit({
      actorId: viewer.userId,
      organizationId: row.organization_id,
      action: "attachment.downloaded",
      targetType: "ticket",
      targetId: row.ticket_id,
    });
    return bytes;
  });
  return { ...file, filename: row.filename ?? "" };
}
