import { assertMay, ownOrganizations } from "../auth/permissions";
import { ownScope, scopedTickets } from "../auth/scope";
import type { Viewer } from "../auth/types";
import { prisma } from "../db/prisma";
import { AppError } from "../errors";
import { type Message, message } from "../i18n/message";
import { replyFileRules } from "../providers/capabilities";
import type { CapabilityState } from "../providers/contract";
import type { FileRules } from "../providers/forms/contract";
import { findProvider } from "../providers/registry";
import type { DraftKey } from "./draft-key";

export interface UploadRules {
  organizationId: string;
  rules: FileRules;
}

async function isOwnDraft(
  viewer: Viewer,
  { kind, targetId }: DraftKey,
  connectionId: string,
): Promise<boolean> {
  if (kind === "new_ticket") return true;
  const organizationId = { in: ownOrganizations(viewer) };
  const found =
    kind === "resubmission"
      ? await prisma().submission.findFirst({
          where: { id: targetId, organizationId, userId: viewer.userId },
          select: { id: true },
        })
      : await scopedTickets(ownScope(viewer))
          .where("t.id", "=", targetId)
          .where("t.connection_id", "=", connectionId)
          .select("t.id")
          .executeTakeFirst();
  return Boolean(found);
}

/** Throws not_found, forbidden, connection_inactive, or `invalid` where the provider takes no files. */
export async function uploadRules(
  viewer: Viewer,
  draftKey: DraftKey,
  connectionId: string,
): Promise<UploadRules> {
  const connection = await prisma().connection.findFirst({
    where: { id: connectionId, organizationId: { in: ownOrganizations(viewer) } },
    select: { organizationId: true, provider: true, status: true, capabilities: true },
  });
  if (!connection || !(await isOwnDraft(viewer, draftKey, connectionId)))
    throw new AppError("not_found");
  assertMay(viewer, "tickets.write", connection.organizationId);
  const provider = findProvider(connection.provider);
  if (!provider || connection.status === "disconnected") throw new AppError("connection_inactive");
  const rules = provider.form.files;
  if (!rules) throw refusal(message("fileRefusal.noFiles", { provider: provider.name }));
  const capabilities = connection.capabilities as unknown as CapabilityState[];
  if (draftKey.kind === "reply" && !replyFileRules(provider, capabilities))
    throw refusal(message("fileRefusal.noFilesWithReply", { provider: provider.name }));
  return { organizationId: connection.organizationId, rules };
}

export function refusal(text: Message): AppError {
  return new AppError("invalid", { text, fieldErrors: { attachments: text } });
}
