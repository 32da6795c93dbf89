import { type Expression, expressionBuilder, type SqlBool } from "kysely";

import { isStaff, ownOrganizations } from "../../auth/permissions";
import { isTicketInScope, ownScope } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { db } from "../../db/kysely";
import { AppError } from "../../errors";
import { type OpenOptions, withConnection } from "../../mirror/connection/open-connection";
import { isReasonGiven } from "../../notices/record/opening-reason";
import type { DownloadedFile } from "../../providers/contract";

/** True for a ticket `t` that the viewer may see as a member of its organization. */
export function isOwnTicket(viewer: Viewer): Expression<SqlBool> {
  return isTicketInScope(ownScope(viewer));
}

/** True for a file of an encrypted message, which staff do not get, seeing as a customer or not. */
export function isWithheld(viewer: Viewer): Expression<SqlBool> {
  const eb = expressionBuilder<{ m: { encrypted: boolean } }, "m">();
  const isForeign = viewer.seenBy ? eb.lit(true) : eb.not(isOwnTicket(viewer));
  return eb.and([eb("m.encrypted", "is", true), isForeign]);
}

function isReviewed(viewer: Viewer): Expression<SqlBool> {
  return isStaff(viewer) ? isReasonGiven(viewer) : expressionBuilder().lit(false);
}

/** The attachments of all tickets that the viewer may see. */
export function attachmentsInSight(viewer: Viewer) {
  return db()
    .selectFrom("attachment as a")
    .innerJoin("ticket as t", "t.id", "a.ticket_id")
    .leftJoin("message as m", (join) =>
      join
        .onRef("m.ticket_id", "=", "a.ticket_id")
        .onRef("m.external_id", "=", "a.message_external_id"),
    )
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
    .where((eb) => eb.or([isOwnTicket(viewer), isReviewed(viewer)]));
}

/** For the audit log: says that staff downloaded it, who are no members of the organization. */
export function downloadedBy(
  viewer: Viewer,
  organizationId: string,
): { staff?: true; as?: string } {
  if (viewer.seenBy) return { staff: true, as: viewer.userId };
  const isMember = ownOrganizations(viewer).includes(organizationId);
  return isStaff(viewer) && !isMember ? { staff: true } : {};
}

interface StoredAttachment {
  connectionId: string;
  externalId: string;
  messageExternalId: string | null;
  filename: string | null;
  mimeType: string | null;
  downloadUrl: string | null;
}

/** Opens a file with its connection's credential. The caller has checked access. */
export async function openAttachment(
  { connectionId, ...attachment }: StoredAttachment,
  options?: OpenOptions,
): Promise<DownloadedFile> {
  return withConnection(
    connectionId,
    async ({ session }) => {
      if (!session.download) throw new AppError("not_found");
      return session.download(attachment);
    },
    options,
  );
}
