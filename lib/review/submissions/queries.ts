import { type Expression, expressionBuilder, type SqlBool } from "kysely";

import { actedBy } from "../../auth/acted-by";
import { isSubmissionInScope, staffScope } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { auditOnce } from "../../db/audit";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { renderStoredText } from "../../i18n/stored-text";
import { textsOf } from "../../i18n/texts";
import { searchPatterns } from "../../people/search-patterns";
import { filedSubject } from "../../submissions/submission";
import { shorten } from "../../text/shorten";
import type { SubmissionFilters } from "./schemas";
import type { ListedSubmission, SubmissionPage } from "./types";

const PER_PAGE = 25;
const MAX_SUBJECT = 120;

const STATES = [
  ["unknown", "unknown"],
  ["unknown", "needs_decision"],
  ["rejected", "rejected"],
  ["waiting", "queued"],
  ["waiting", "sending"],
] as const;

/** Submissions that are not settled or were rejected, newest first. Audited; staff only. */
export async function listSubmissions(
  viewer: Viewer,
  filters: SubmissionFilters,
): Promise<SubmissionPage> {
  const scope = staffScope(viewer);
  const { q, state, provider, organization, after } = filters;
  const used = Object.entries({ q, state, provider }).flatMap(([name, value]) =>
    value ? [[name, value] as const] : [],
  );
  const owner = organization === undefined ? null : await organizationName(organization);
  await auditOnce({
    ...actedBy(viewer),
    organizationId: owner === null ? null : (organization ?? null),
    action: "submissions.listed",
    targetType: "list",
    targetId: "submissions",
    data: Object.fromEntries(used),
  });
  const words = searchPatterns(q);
  const states = STATES.flatMap(([name, one]) => (state && name !== state ? [] : [one]));
  const rows = await db()
    .selectFrom("submission as s")
    .innerJoin("connection as c", "c.id", "s.connection_id")
    .innerJoin("organization as o", "o.id", "c.organization_id")
    .innerJoin("user as u", "u.id", "s.user_id")
    .leftJoin("ticket as t", "t.id", "s.ticket_id")
    .where("s.state", "in", states)
    .where(isSubmissionInScope(scope))
    .$if(provider !== undefined, (query) => query.where("c.provider", "=", provider ?? ""))
    .$if(organization !== undefined, (query) =>
      query.where("c.organization_id", "=", organization ?? ""),
    )
    .$if(after !== undefined, (query) => query.where("s.id", "<", after ?? ""))
    .$if(words.length > 0, (query) => query.where((eb) => eb.and(words.map(hasWord))))
    .select((of) => [
      "s.id",
      of.ref("s.state").$castTo<ListedSubmission["state"]>().as("state"),
      "s.kind",
      "s.created_at as at",
      "s.error_message as error",
      "s.ticket_id as ticketId",
      of.fn.coalesce("t.subject", filedSubject(of.ref("s.payload"))).as("subject"),
      "o.id as organizationId",
      "o.name as organizationName",
      "c.label as accountLabel",
      "u.name as by",
    ])
    .orderBy("s.id", "desc")
    .limit(PER_PAGE + 1)
    .execute();
  const page = rows.slice(0, PER_PAGE);
  const t = textsOf(viewer.language);
  return {
    organizationName: owner,
    items: page.map(({ error, ...row }) => ({
      ...row,
      ...(error === null ? {} : renderStoredText(t, error)),
      subject: row.subject === null ? null : shorten(row.subject, MAX_SUBJECT),
    })),
    next: rows.length > PER_PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

const searched = expressionBuilder<
  DB & { c: DB["connection"]; o: DB["organization"]; u: DB["user"]; t: DB["ticket"] } & {
    s: DB["submission"];
  },
  "c" | "o" | "u" | "t" | "s"
>();

const hasWord = (pattern: string): Expression<SqlBool> =>
  searched.or([
    ...(["o.name", "c.label", "u.name", "t.subject"] as const).map((name) =>
      searched(name, "ilike", pattern),
    ),
    searched(filedSubject(searched.ref("s.payload")), "ilike", pattern),
  ]);

async function organizationName(id: string): Promise<string | null> {
  const row = await db()
    .selectFrom("organization")
    .select("name")
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.name ?? null;
}
