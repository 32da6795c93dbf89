import { ownOrganizations } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { sql } from "../../db/sql";
import { isId } from "../../ids";
import type { EarlierTicket } from "../../providers/contract";
import { findProvider } from "../../providers/registry";

/** Returns initial values for a follow-up of one of the viewer's tickets; none for other ids. */
export async function followUpValues(
  viewer: Viewer,
  ticketId: string,
): Promise<Record<string, string>> {
  if (!isId(ticketId)) return {};
  const [row] = await sql<EarlierTicket & { provider: string }>(
    `SELECT provider, priority, category_id AS "categoryId", fields,
        (
          SELECT coalesce(
            jsonb_agg(
              jsonb_build_object('kind', ts.kind, 'externalId', s.external_id)
              ORDER BY ts.position
            ), '[]'
          )
          FROM ticket_service ts
          LEFT JOIN service s ON s.id = ts.service_id
          WHERE ts.ticket_id = ticket.id
        ) AS services
      FROM ticket
      WHERE id = $1
        AND organization_id = ANY($2)`,
    [ticketId, ownOrganizations(viewer)],
  );
  return (row && findProvider(row.provider)?.followUpValues?.(row)) ?? {};
}
