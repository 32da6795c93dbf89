import { ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { sql } from "../db/sql";
import { AppError } from "../errors";
import type { FileRules } from "../providers/forms/contract";
import { findProvider } from "../providers/registry";
import type { DraftKey } from "./draft-key";

export interface UploadRules {
  organizationId: string;
  rules: FileRules;
}

interface ConnectionRow {
  organization_id: string;
  provider: string;
  status: string;
}

async function isOwnDraft(
  viewer: Viewer,
  { kind, targetId }: DraftKey,
  connectionId: string,
): Promise<boolean> {
  if (kind === "new_ticket") return true;
  const found =
    kind === "resubmission"
      ? await sql(
          `SELECT 1
             FROM submission
            WHERE id = $1
              AND organization_id = ANY($2)
              AND user_id = $3`,
          [targetId, ownOrganizations(viewer), viewer.userId],
        )
      : await sql(
          `SELECT 1
             FROM ticket
            WHERE id = $1
              AND organization_id = ANY($2)
              AND connection_id = $3`,
          [targetId, ownOrganizations(viewer), connectionId],
        );
  return found.length > 0;
}

/** Throws not_found, connection_inactive, or `invalid` where the provider takes no files. */
export async function uploadRules(
  viewer: Viewer,
  draftKey: DraftKey,
  connectionId: string,
): Promise<UploadRules> {
  const [connection] = await sql<ConnectionRow>(
    `SELECT organization_id, provider, status
       FROM connection
      WHERE id = $1
        AND organization_id = ANY($2)`,
    [connectionId, ownOrganizations(viewer)],
  );
  if (!connection || !(await isOwnDraft(viewer, draftKey, connectionId)))
    throw new AppError("not_found");
  const provider = findProvider(connection.provider);
  if (!provider || connection.status === "disconnected") throw new AppError("connection_inactive");
  const rules = provider.form.files;
  if (!rules) throw refusal(`${provider.name} takes no files.`);
  if (draftKey.kind === "reply" && !rules.withReplies)
    throw refusal(`${provider.name} takes no files with a reply.`);
  return { organizationId: connection.organization_id, rules };
}

export function refusal(message: string): AppError {
  return new AppError("invalid", { message, fieldErrors: { attachments: message } });
}
