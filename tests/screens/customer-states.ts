import { newId } from "../../lib/ids";
import type { ScreenState } from "./state";
import {
  age,
  beginFault,
  CUSTOMER,
  endFaults,
  rowPath,
  setPrivate,
  ticketPath,
  tokenPath,
} from "./state";

const HOSTUP = "provider = 'hostup'";
const UPSUN = "provider = 'upsun'";
const messages = (condition: string) =>
  `(SELECT count(*) FROM message m WHERE m.ticket_id = t.id AND ${condition})`;
const hostupForm = rowPath("/tickets/new?account=", "connection", HOSTUP);

export const LIST_STATES: readonly ScreenState[] = [
  { name: "list", path: "/tickets", isAlso: true },
  { name: "list-your-turn", path: "/tickets?turn=yours" },
  { name: "list-search", path: "/tickets?q=certificate", isAlso: true },
  { name: "list-misspelt", path: "/tickets?q=certifcate" },
  { name: "list-filtered", path: "/tickets?status=open&status=answered&priority=-low&sort=oldest" },
  { name: "list-nothing-found", path: "/tickets?q=nothing-has-this-word" },
  { name: "list-archived", path: "/tickets?show=archived" },
  { name: "list-unread", path: "/tickets?show=unread" },
  {
    name: "list-filters-open",
    path: "/tickets",
    act: async (page, t) => {
      const sheet = page.locator("button[popovertarget]").filter({ hasText: t("filters.open") });
      if (await sheet.first().isVisible()) await sheet.first().click();
      await page.locator(".more-filters > summary").click();
    },
  },
  {
    name: "list-selected",
    path: "/tickets",
    isAlso: true,
    act: async (page) => {
      const boxes = page.locator(".ticket:not(.heads) .pick input");
      for (const row of [0, 2, 3]) await boxes.nth(row).check();
    },
  },
  {
    name: "list-account-fails",
    path: "/tickets",
    before: (portal) =>
      portal.query(
        `UPDATE connection SET last_read_at = now() - interval '3 hours',
          last_error_code = 'provider_unavailable', last_error_at = now(),
          last_error_message = 'HostUp is having problems (error 503).',
          next_at = now() + interval '9 minutes' WHERE ${HOSTUP}`,
      ),
    after: (portal) =>
      portal.query(
        "UPDATE connection SET last_read_at = now(), last_error_code = NULL, last_error_at = NULL, last_error_message = NULL",
      ),
  },
  {
    name: "list-save-view",
    path: "/tickets?priority=urgent",
    act: (page, t) => page.getByRole("button", { name: t("views.save") }).click(),
  },
  {
    name: "list-options",
    path: "/tickets",
    act: (page, t) => page.getByRole("button", { name: t("views.options") }).click(),
  },
  {
    name: "list-views",
    before: (portal) =>
      portal.query(
        `INSERT INTO saved_view (id, user_id, name, query, is_pinned, position, created_by_id)
          SELECT 'view-' || n, id, 'View ' || n, 'status=open&service=gone', n < 4, n, id
          FROM "user", generate_series(1, 6) n WHERE email = '${CUSTOMER}'`,
      ),
    path: "/tickets?status=open&service=gone&view=view-1",
    after: (portal) => portal.query("DELETE FROM saved_view WHERE id LIKE 'view-%'"),
    isAlso: true,
  },
  {
    name: "list-private",
    before: setPrivate(true),
    path: "/tickets",
    after: setPrivate(false),
  },
  {
    name: "palette",
    path: "/tickets",
    act: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").getByRole("combobox").fill("certificate");
      await page.getByRole("option", { name: /#\d/ }).first().waitFor();
    },
    isAlso: true,
  },
  { name: "list-of-a-stranger", as: "karin@kvarnvik.example", path: "/tickets" },
];

export const TICKET_STATES: readonly ScreenState[] = [
  {
    name: "ticket-your-turn",
    path: ticketPath(`${HOSTUP} AND status = 'answered'`),
    isAlso: true,
  },
  { name: "ticket-open", path: ticketPath(`${HOSTUP} AND status = 'open'`) },
  { name: "ticket-on-hold", path: ticketPath(`${HOSTUP} AND status = 'on_hold'`) },
  { name: "ticket-closed", path: ticketPath(`${HOSTUP} AND status = 'closed'`) },
  {
    name: "ticket-long",
    path: ticketPath(`${messages("true")} >= 8`),
  },
  { name: "ticket-encrypted", path: ticketPath(`${messages("encrypted")} > 0`) },
  {
    name: "ticket-files",
    path: ticketPath("EXISTS (SELECT 1 FROM attachment a WHERE a.ticket_id = t.id)"),
  },
  {
    name: "ticket-as-it-was",
    path: async (portal) => {
      const [row] = await portal.query(
        `SELECT t.id, min(r.seen_at) AS at FROM ticket t JOIN revision r ON r.ticket_id = t.id
          WHERE t.organization_id = (SELECT id FROM organization WHERE name = 'Northwind Trading')
          GROUP BY t.id HAVING count(*) > 1 ORDER BY count(*) DESC, t.id LIMIT 1`,
      );
      return `/tickets/${row?.id}?at=${(row?.at as Date).toISOString()}`;
    },
    isAlso: true,
  },
  { name: "ticket-upsun", path: ticketPath(`${UPSUN} AND status = 'pending'`), isAlso: true },
  {
    name: "ticket-private",
    before: setPrivate(true),
    path: ticketPath("id = (SELECT ticket_id FROM ticket_setting WHERE is_private LIMIT 1)"),
    after: setPrivate(false),
  },
  { name: "ticket-upsun-solved", path: ticketPath(`${UPSUN} AND status = 'solved'`) },
  { name: "ticket-upsun-closed", path: ticketPath(`${UPSUN} AND status = 'closed'`) },
  {
    name: "ticket-details",
    path: ticketPath(`${HOSTUP} AND status = 'open'`),
    act: async (page) => {
      const link = page.locator("a[href='#details']");
      if (await link.isVisible()) await link.click();
    },
  },
  {
    name: "ticket-provider-fails",
    before: async (portal) => {
      await age(portal);
      await beginFault({ kind: "status", status: 503 })(portal);
    },
    path: ticketPath(`${HOSTUP} AND status = 'open'`),
    after: endFaults,
    isAlso: true,
  },
  {
    name: "ticket-provider-hangs",
    before: async (portal) => {
      await age(portal);
      await beginFault({ kind: "slow", ms: 6_000 })(portal);
    },
    path: ticketPath(`${HOSTUP} AND status = 'open'`),
    after: endFaults,
  },
  {
    name: "ticket-gone",
    before: (portal) =>
      portal.query(`UPDATE ticket SET gone_at = now() WHERE ${HOSTUP} AND status = 'answered'`),
    path: ticketPath(`${HOSTUP} AND status = 'answered'`),
    after: (portal) => portal.query("UPDATE ticket SET gone_at = NULL"),
  },
  {
    name: "ticket-unread-messages",
    before: (portal) =>
      portal.query(
        `INSERT INTO ticket_seen (ticket_id, user_id, event_id, seen_at, visit_event_id)
          SELECT t.id, u.id, min(e.id), now() - interval '2 days', min(e.id) FROM ticket t
            JOIN event e ON e.ticket_id = t.id JOIN "user" u ON u.email = '${CUSTOMER}'
            WHERE ${messages("true")} >= 3 GROUP BY t.id, u.id
          ON CONFLICT (ticket_id, user_id) DO UPDATE SET event_id = excluded.event_id,
            visit_event_id = excluded.visit_event_id`,
      ),
    path: ticketPath(`${HOSTUP} AND ${messages("true")} >= 3`),
  },
];

export const FORM_STATES: readonly ScreenState[] = [
  { name: "new-hostup", path: hostupForm, isAlso: true },
  {
    name: "new-upsun",
    path: rowPath("/tickets/new?account=", "connection", UPSUN),
  },
  {
    name: "new-errors",
    path: hostupForm,
    act: (page, t) => page.getByRole("button", { name: t("filing.file") }).click(),
    isAlso: true,
  },
  {
    name: "new-critical",
    path: hostupForm,
    act: async (page, t) => {
      await page.locator("details > summary").filter({ visible: true }).last().click();
      await page.getByLabel(t("filing.priority")).selectOption("critical");
    },
  },
  {
    name: "new-choices-late",
    before: beginFault({ kind: "slow", ms: 8_000 }),
    path: hostupForm,
    after: endFaults,
  },
  {
    name: "new-choices-fail",
    before: beginFault({ kind: "status", status: 503 }),
    path: hostupForm,
    after: endFaults,
  },
  {
    name: "new-similar",
    path: hostupForm,
    act: async (page, t) => {
      await page.getByLabel(t("filing.subject")).fill("The certificate of the mail server");
      await page.locator("section [role=status]").first().waitFor();
      await page.locator("details > summary").filter({ hasText: /\d/ }).first().click();
    },
  },
  {
    name: "new-save-template",
    path: hostupForm,
    act: (page, t) => page.getByRole("button", { name: t("templates.save") }).click(),
  },
  {
    name: "new-follow-up",
    path: async (portal) => {
      const path = await ticketPath(`${UPSUN} AND status = 'closed'`)(portal);
      return `/tickets/new?continues=${path.split("/").pop()}`;
    },
  },
];

export const OTHER_STATES: readonly ScreenState[] = [
  { name: "welcome", as: "karin@kvarnvik.example", path: "/", isAlso: true },
  {
    name: "connections-rename",
    path: "/connections",
    act: (page, t) =>
      page
        .getByRole("button", { name: t("connectionForms.rename") })
        .first()
        .click(),
  },
  { name: "connections", path: "/connections", isAlso: true },
  {
    name: "connections-disconnect",
    path: "/connections",
    act: (page, t) =>
      page
        .getByRole("button", { name: t("connectionForms.disconnect") })
        .first()
        .click(),
  },
  { name: "connections-new", path: "/connections/new" },
  { name: "connections-none", as: "karin@kvarnvik.example", path: "/connections" },
  { name: "services", path: "/services", isAlso: true },
  { name: "services-nothing-found", path: "/services?q=nothing-has-this-word" },
  { name: "service", path: rowPath("/services/", "service", "true") },
  { name: "organization", path: "/organization" },
  { name: "organization-of-a-member", as: "colleague@example.com", path: "/organization" },
  {
    name: "organization-webhook",
    path: async (portal) => {
      const id = newId();
      await portal.query(
        `INSERT INTO webhook (id, organization_id, url, sealed_secret, created_by_id)
          SELECT '${id}', m.organization_id, 'https://hooks.northwind.example/tickets', '', u.id
          FROM "user" u JOIN membership m ON m.user_id = u.id WHERE u.email = '${CUSTOMER}'
`,
      );
      return `/organization/webhooks/${id}`;
    },
  },
  {
    name: "notifications",
    before: (portal) =>
      portal.query(
        `INSERT INTO notification (user_id, topic, organization_id, ticket_id, kinds, reason, count,
            first_notice_id, last_notice_id, unread_since, last_at)
          SELECT u.id, 'ticket:' || t.id, t.organization_id, t.id,
            ARRAY[(ARRAY['answered', 'your_turn', 'changed', 'filed'])[n % 4 + 1]], 'filed', n,
            0, 0, CASE WHEN n < 5 THEN now() END, now() - n * n * interval '1 hour'
          FROM "user" u, (SELECT *, row_number() OVER (ORDER BY activity_at DESC, id)::int AS n
            FROM ticket WHERE provider = 'hostup') t
          WHERE u.email = '${CUSTOMER}' AND t.n <= 12 ON CONFLICT DO NOTHING`,
      ),
    path: "/notifications",
    after: (portal) => portal.query("DELETE FROM notification WHERE first_notice_id = 0"),
    isAlso: true,
  },
  { name: "notifications-none", as: "karin@kvarnvik.example", path: "/notifications" },
  { name: "settings", path: "/settings", isAlso: true },
  { name: "settings-notifications", path: "/settings/notifications" },
  { name: "settings-security", path: "/settings/security" },
  { name: "settings-access", path: "/settings/access" },
  { name: "settings-access-days", path: "/settings/access/days" },
  { name: "not-found", path: "/tickets/nothing" },
  {
    name: "menu",
    path: "/tickets",
    act: (page) => page.locator("button[popovertarget='user-menu']").click(),
  },
  { name: "shortcuts", path: "/tickets", act: (page) => page.keyboard.press("?") },
  { name: "sign-in", as: null, path: "/login", isAlso: true },
  { name: "sign-in-refused", as: null, path: "/login?error=throttled" },
  { name: "sign-in-reset", as: null, path: "/login/reset" },
  {
    name: "sign-in-code",
    as: null,
    path: "/login",
    act: async (page, t) => {
      await page.getByLabel(t("signIn.email")).fill(CUSTOMER);
      await page.getByRole("button", { name: t("mailSignIn.ask") }).click();
      await page.waitForURL(/verify/);
    },
  },
  { name: "link", as: null, path: tokenPath("/link/", "sign_in", CUSTOMER) },
  { name: "link-ended", as: null, path: "/link/ended" },
  { name: "invite", as: null, path: tokenPath("/invite/", "invitation", "new@example.com") },
  { name: "reset", as: null, path: tokenPath("/reset/", "password_reset", CUSTOMER) },
  { name: "unsubscribe-broken", as: null, path: "/unsubscribe/broken" },
  { name: "not-found-anywhere", path: "/nothing" },
];
