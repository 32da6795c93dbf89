import type { ScreenState } from "./state";
import { rowPath, ticketPath } from "./state";

/** Makes a case of an organization's two tickets with the latest activity. */
const casePath: ScreenState["path"] = async (portal) => {
  await portal.query(
    `INSERT INTO review_case (id, organization_id, title, form_key, created_by_id)
     SELECT 'screens', organization_id, 'Outage across providers', '-', 'screens'
     FROM ticket ORDER BY activity_at DESC LIMIT 1 ON CONFLICT DO NOTHING`,
  );
  await portal.query(
    `INSERT INTO review_case_ticket (id, case_id, ticket_id, added_by_id)
     SELECT t.id, c.id, t.id, 'screens' FROM review_case c JOIN ticket t USING (organization_id)
     WHERE c.id = 'screens' ORDER BY t.activity_at DESC LIMIT 2 ON CONFLICT DO NOTHING`,
  );
  return "/staff/cases/screens";
};

const STAFF = "staff@example.com";
const ADMIN = "admin@example.com";

export const STAFF_STATES: readonly ScreenState[] = [
  { name: "staff-overview", path: "/staff" },
  { name: "staff-list", path: "/staff/tickets" },
  { name: "staff-ticket", path: ticketPath("provider = 'hostup'", "", "/staff/tickets") },
  { name: "staff-ticket-upsun", path: ticketPath("provider = 'upsun'", "", "/staff/tickets") },
  { name: "staff-cases", path: "/staff/cases?state=all" },
  { name: "staff-case", path: casePath },
  { name: "staff-sync", path: "/staff/sync" },
  { name: "staff-sync-account", path: rowPath("/staff/sync/", "connection", "true") },
  { name: "staff-submissions", path: "/staff/submissions" },
  { name: "staff-audit", path: "/staff/audit" },
  { name: "staff-service", path: rowPath("/staff/services/", "service", "true") },
]
  .map((state): ScreenState => ({ ...state, as: STAFF }))
  .concat(
    { name: "staff-organizations", as: ADMIN, path: "/staff/organizations" },
    {
      name: "staff-organization",
      as: ADMIN,
      path: async (portal) => {
        const [row] = await portal.query("SELECT id FROM organization ORDER BY name LIMIT 1");
        return `/staff/organizations/${row?.id}`;
      },
    },
    { name: "staff-people", as: ADMIN, path: "/staff/people" },
    {
      name: "staff-person",
      as: ADMIN,
      path: async (portal) => {
        const [row] = await portal.query(`SELECT id FROM "user" ORDER BY email LIMIT 1`);
        return `/staff/people/${row?.id}`;
      },
    },
  );
