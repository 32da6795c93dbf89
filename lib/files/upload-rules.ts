import { ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { sql } from "../db/sql";
import { AppError } from "../errors";
import type { FileRules } from "../providers/forms/contract";
import { findProvider } from "../providers/registry";

/** What a file at a place will be held to, and whose it is. */
export interface UploadRules {
  organizationId: string;
  rules: FileRules;
}

interface ConnectionRow {
  organization_id: string;
  provider: string;
  status: string;
}

/** What a place names must be there for this person: a ticket of their organization and of this connection, or a submission of their own. */
async function isOwnPlace(viewer: Viewer, place: string, connectionId: string): Promise<boolean> {
  const [kind, id] = place.split(":", 2);
  if (id === undefined) return true;
  const statement =
    kind === "new"
      ? "SELECT 1 FROM submission WHERE id = $1 AND user_id = $3 AND organization_id = ANY($2)"
      : "SELECT 1 FROM ticket WHERE id = $1 AND organization_id = ANY($2) AND connection_id = $3";
  const found = await sql(statement, [
    id,
    ownOrganizations(viewer),
    kind === "new" ? viewer.userId : connectionId,
  ]);
  return found.length > 0;
}

/**
 * The rules for files at one of the viewer's places. Throws not_found for a connection, ticket or submission that is not theirs,
 * connection_inactive for one that can send nothing, and `invalid` where the provider takes no files.
 */
export async function uploadRules(
  viewer: Viewer,
  place: string,
  connectionId: string,
): Promise<UploadRules> {
  const [connection] = await sql<ConnectionRow>(
    "SELECT organization_id, provider, status FROM connection WHERE id = $1 AND organization_id = ANY($2)",
    [connectionId, ownOrganizations(viewer)],
  );
  if (!connection || !(await isOwnPlace(viewer, place, connectionId)))
    throw new AppError("not_found");
  const provider = findProvider(connection.provider);
  if (!provider || connection.status === "disconnected") throw new AppError("connection_inactive");
  const rules = provider.form.files;
  if (!rules) throw refusal(`${provider.name} takes no files.`);
  if (place.startsWith("reply:") && !rules.withReplies)
    throw refusal(`${provider.name} takes no files with a reply.`);
  return { organizationId: connection.organization_id, rules };
}

/** A refusal that belongs on the form's field. */
export function refusal(message: string): AppError {
  return new AppError("invalid", { message, fieldErrors: { attachments: message } });
}
