import { ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { type Queryable, sql } from "../db/sql";
import { AppError } from "../errors";

/** Whose a place is, beside the person's. */
export interface DraftOwner {
  organizationId: string;
  provider: string;
}

const OWNERS: Record<string, string> = {
  ticket: `SELECT organization_id AS "organizationId", provider FROM ticket WHERE id = $1 AND organization_id = ANY($2) AND $3::text IS NOT NULL`,
  submission: `SELECT s.organization_id AS "organizationId", c.provider FROM submission s JOIN connection c ON c.id = s.connection_id
                WHERE s.id = $1 AND s.organization_id = ANY($2) AND s.user_id = $3`,
};

/** The owner of a place where somebody else's words are put back: the caller has checked that they wrote there. */
export async function draftOwner(client: Queryable, place: string): Promise<DraftOwner | null> {
  const [kind, id] = place.split(":");
  if (id === undefined) return null;
  const statement =
    kind === "new"
      ? 'SELECT s.organization_id AS "organizationId", c.provider FROM submission s JOIN connection c ON c.id = s.connection_id WHERE s.id = $1'
      : 'SELECT organization_id AS "organizationId", provider FROM ticket WHERE id = $1';
  const [owner] = await sql<DraftOwner>(statement, [id], client);
  if (!owner) throw new AppError("not_found");
  return owner;
}

/** The owner of a place that the viewer may write at; null for the empty form, which belongs to nobody else. Throws not_found for every other place. */
export async function ownDraftKey(
  viewer: Viewer,
  place: string,
  on?: Queryable,
): Promise<DraftOwner | null> {
  if (place === "new") return null;
  const [kind, id] = place.split(":");
  const [owner] = await sql<DraftOwner>(
    OWNERS[kind === "new" ? "submission" : "ticket"] ?? "",
    [id, ownOrganizations(viewer), viewer.userId],
    on,
  );
  if (!owner) throw new AppError("not_found");
  return owner;
}
