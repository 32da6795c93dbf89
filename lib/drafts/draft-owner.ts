import { ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { type Queryable, sql } from "../db/sql";
import { AppError } from "../errors";
import type { DraftKey } from "../files/draft-key";

export interface DraftOwner {
  organizationId: string;
  provider: string;
}

const SUBMISSION_OWNER = `
  SELECT s.organization_id AS "organizationId", c.provider
    FROM submission s
    JOIN connection c ON c.id = s.connection_id
   WHERE s.id = $1`;
const TICKET_OWNER = `
  SELECT t.organization_id AS "organizationId", t.provider
    FROM ticket t
   WHERE t.id = $1`;

/** Null for a new ticket's draft. Throws not_found. The caller checks access. */
export async function draftOwner(
  client: Queryable,
  { kind, targetId }: DraftKey,
): Promise<DraftOwner | null> {
  if (kind === "new_ticket") return null;
  const statement = kind === "resubmission" ? SUBMISSION_OWNER : TICKET_OWNER;
  const [owner] = await sql<DraftOwner>(statement, [targetId], client);
  if (!owner) throw new AppError("not_found");
  return owner;
}

/** Throws not_found unless the ticket or submission is the viewer's. */
export async function draftOwnerFor(
  viewer: Viewer,
  { kind, targetId }: DraftKey,
  on?: Queryable,
): Promise<DraftOwner | null> {
  if (kind === "new_ticket") return null;
  const organizations = ownOrganizations(viewer);
  const [owner] =
    kind === "resubmission"
      ? await sql<DraftOwner>(
          `${SUBMISSION_OWNER} AND s.organization_id = ANY($2) AND s.user_id = $3`,
          [targetId, organizations, viewer.userId],
          on,
        )
      : await sql<DraftOwner>(
          `${TICKET_OWNER} AND t.organization_id = ANY($2)`,
          [targetId, organizations],
          on,
        );
  if (!owner) throw new AppError("not_found");
  return owner;
}
