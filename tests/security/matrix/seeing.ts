import { loadViewer } from "@/lib/auth/load-viewer";
import { startSeeing } from "@/lib/review/seeing/commands";
import { makeSession } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { type Access, matches } from "./access";
import type { HttpAnswer } from "./ask";
import { sessionCookie, type SignedInPerson } from "./people";

/** Shown to staff who see as a customer, as the customer sees them. */
const SEEN_PAGES: readonly string[] = [
  "/",
  "/connections",
  "/connections/new",
  "/notifications",
  "/organization",
  "/seeing",
  "/services",
  "/services/[id]",
  "/settings",
  "/settings/access",
  "/settings/access/days",
  "/tickets",
  "/tickets/[id]",
  "/tickets/new",
];

/** The person's own, and behind their secret links. */
const CLOSED_PAGES: readonly string[] = [
  "/confirm-address/[token]",
  "/invite/[token]",
  "/organization/webhooks/[id]",
  "/settings/notifications",
  "/settings/security",
];

/** Pages for visitors and development, which show nothing of the customer. */
const OTHER_PAGES: readonly string[] = [
  "/dev/components",
  "/first-administrator/[token]",
  "/keep-address/[token]",
  "/link/[token]",
  "/login",
  "/login/link-identity",
  "/login/reset",
  "/login/verify",
  "/reset/[token]",
  "/trivial",
  "/unsubscribe/[token]",
];

/** Reads, answered as to the customer. All other routes refuse. */
const SEEN_ROUTES: readonly string[] = [
  "GET /api/attachments/[id]",
  "GET /api/attachments/[id]/preview",
  "GET /api/files/[id]",
  "GET /api/search",
  "GET /api/submissions/[id]",
  "GET /api/tickets/[id]/files",
  "GET /api/tickets/[id]/updates",
  "GET /api/tickets/updates",
];

/** Routes that ask for no person, or end the look. */
const OTHER_ROUTES: readonly string[] = [
  "GET /api/auth/[...nextauth]",
  "GET /api/cron/sync",
  "GET /api/health",
  "GET /api/unsubscribe/[token]",
  "GET /apple-icon.png",
  "GET /icon.svg",
  "GET /manifest.webmanifest",
  "POST /api/seeing/stop",
  "POST /api/unsubscribe/[token]",
];

/** Actions that change only the person's own session, or a cookie of the browser. */
const OTHER_ACTIONS: readonly string[] = [
  "(auth)/login/actions.ts › chooseLanguageAction",
  "(auth)/login/verify/actions.ts › signOutAction",
];

/** Another session of staff, which sees as the person. */
export async function seeAs(
  staffId: string,
  organizationId: string,
  userId: string,
): Promise<SignedInPerson> {
  const sessionId = await makeSession(staffId);
  const staff = await loadViewer(sessionId);
  if (!staff) throw new Error("Staff have no session.");
  await startSeeing(staff, { organizationId, userId });
  return { userId, cookie: await sessionCookie(sessionId) };
}

const CLOSED = /\/seeing\?closed=(?:own|staff)/;

const isSentAway = ({ location, body }: HttpAnswer): boolean =>
  CLOSED.test(location) || CLOSED.test(/NEXT_REDIRECT;[^"]*/.exec(body)?.[0] ?? "");

/** True for a refusal by JSON, a form's page or the address of the sign-in page. */
const isRefused = ({ status, location, body }: HttpAnswer): boolean =>
  body.includes('"code":"read_only"') ||
  (status === 403 && body.includes("seeing the portal as a customer")) ||
  location.includes("error=read_only");

interface SeenCase {
  name: string;
  access: Access;
  outcomeOf: (answer: HttpAnswer) => string;
}

const asMember =
  ({ access, outcomeOf }: SeenCase) =>
  (answer: HttpAnswer) =>
    matches(outcomeOf(answer), access("member", "own")) && !isRefused(answer);

const isHidden = ({ status }: HttpAnswer) => status === 404;

/** Null: it is not asked. */
function pageCheck(page: SeenCase): ((answer: HttpAnswer) => boolean) | null {
  const { name } = page;
  if (OTHER_PAGES.includes(name)) return null;
  if (CLOSED_PAGES.includes(name) || /^\/staff(?:\/|$)/.test(name)) return isSentAway;
  // A page without a verdict is wrong, whatever it answers.
  return SEEN_PAGES.includes(name) ? asMember(page) : () => false;
}

function routeCheck(route: SeenCase): ((answer: HttpAnswer) => boolean) | null {
  const { name } = route;
  if (OTHER_ROUTES.includes(name)) return null;
  if (SEEN_ROUTES.includes(name)) return asMember(route);
  return name.startsWith("GET /api/staff/") ? isHidden : isRefused;
}

const actionCheck = ({ name }: SeenCase) => (OTHER_ACTIONS.includes(name) ? null : isRefused);

/** Returns the answers that show more or less than they should, or act. */
export async function seenDifferences<Case extends SeenCase>(
  { pages, routes, actions }: Record<"pages" | "routes" | "actions", readonly Case[]>,
  answerOf: (one: Case) => Promise<HttpAnswer>,
): Promise<string[]> {
  const found: string[] = [];
  const kinds = [
    [pages, pageCheck],
    [routes, routeCheck],
    [actions, actionCheck],
  ] as const;
  for (const [cases, checkOf] of kinds)
    for (const one of cases) {
      const isRight = checkOf(one);
      if (!isRight) continue;
      const answer = await answerOf(one);
      if (!isRight(answer))
        found.push(`${one.name}: ${answer.status} ${answer.location} ${answer.body.slice(0, 200)}`);
    }
  return found;
}

/** Last uses of sessions; and files come from the provider, whose answer tells its rate limit. */
const LEFT_BY_LOOKS = ["last_seen_at", "network", "rate_limit", "rate_remaining", "rate_reset_at"];

/** A digest of every table, without what a look may leave. */
export async function tableDigests(): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' " +
      "AND table_name <> ALL($1)",
    [["audit_entry", "rate_limit"]],
  );
  const digests = tables.map(async ({ name }) => {
    const [row] = await sql<{ digest: string }>(
      `SELECT md5(string_agg(t.row, '' ORDER BY t.row)) AS digest
       FROM (SELECT (to_jsonb(r) - $1::text[])::text AS row FROM "${name}" r) t`,
      [LEFT_BY_LOOKS],
    );
    return [name, row?.digest ?? ""] as const;
  });
  return Object.fromEntries(await Promise.all(digests));
}
