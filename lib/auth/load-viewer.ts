import { sql } from "../db/sql";
import type { Role, Viewer } from "./types";

interface ViewerRow {
  id: string;
  name: string;
  email: string;
  role: Role;
  time_zone: string | null;
  language: string | null;
  memberships: Viewer["memberships"];
}

export async function loadViewer(userId: string, sessionVersion: number): Promise<Viewer | null> {
  const [row] = await sql<ViewerRow>(
    `SELECT u.id, u.name, u.email, u.role, u.time_zone, u.language,
        coalesce(
          (
            SELECT jsonb_agg(
              jsonb_build_object(
                'organizationId', o.id, 'organizationName', o.name, 'role', m.role
              )
              ORDER BY o.name
            )
            FROM membership m
            JOIN organization o ON o.id = m.organization_id
            WHERE m.user_id = u.id
          ), '[]'
        ) AS memberships
      FROM "user" u
      WHERE u.id = $1
        AND u.session_version = $2
        AND u.disabled_at IS NULL`,
    [userId, sessionVersion],
  );
  if (!row) return null;
  return {
    userId: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    memberships: row.memberships,
    timeZone: row.time_zone ?? "UTC",
    language: row.language ?? "en-GB",
  };
}
