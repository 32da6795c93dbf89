import { expressionBuilder } from "kysely";

import { isSubmissionInScope, type Scope } from "../../auth/scope";
import { countRows } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { filedSubject } from "../../submissions/submission";
import { shorten } from "../../text/shorten";
import { isFailing } from "../sync/worst-first";
import type { OverviewFilters } from "./overview-filters";
import type { OverviewNow, UnsettledSubmission } from "./types";

const MAX_SHOWN = 8;
const MAX_SUBJECT = 120;
const UNSETTLED = ["unknown", "needs_decision", "rejected"] as const;

const eb = expressionBuilder<DB & { s: DB["submission"]; c: DB["connection"] }, "s" | "c">();

/** Of an organization and a provider; submissions have no category. */
function isOfFilters({ provider, organization }: OverviewFilters) {
  return eb.and([
    ...(provider === undefined ? [] : [eb("c.provider", "=", provider)]),
    ...(organization === undefined ? [] : [eb("c.organization_id", "=", organization)]),
  ]);
}

function unsettled(scope: Scope, filters: OverviewFilters) {
  return db()
    .selectFrom("submission as s")
    .innerJoin("connection as c", "c.id", "s.connection_id")
    .where("s.state", "in", UNSETTLED)
    .where(isSubmissionInScope(scope))
    .where(isOfFilters(filters));
}

type Unsettled = Pick<OverviewNow, "unknown" | "rejected" | "submissions">;

export async function unsettledSubmissions(
  scope: Scope,
  filters: OverviewFilters,
): Promise<Unsettled> {
  const [counts, rows] = await Promise.all([
    unsettled(scope, filters)
      .select([
        countRows(eb("s.state", "<>", "rejected")).as("unknown"),
        countRows(eb("s.state", "=", "rejected")).as("rejected"),
      ])
      .executeTakeFirstOrThrow(),
    unsettled(scope, filters)
      .innerJoin("organization as o", "o.id", "c.organization_id")
      .leftJoin("ticket as t", "t.id", "s.ticket_id")
      .select((of) => [
        "s.id",
        of.ref("s.state").$castTo<UnsettledSubmission["state"]>().as("state"),
        "s.created_at as at",
        "s.ticket_id as ticketId",
        of.fn.coalesce("t.subject", filedSubject(of.ref("s.payload"))).as("subject"),
        "o.name as organizationName",
        "c.label as accountLabel",
      ])
      .orderBy("s.id", "desc")
      .limit(MAX_SHOWN)
      .execute(),
  ]);
  const submissions = rows.map((row) => ({
    ...row,
    subject: row.subject === null ? null : shorten(row.subject, MAX_SUBJECT),
  }));
  return { ...counts, submissions };
}

/** The same connections as the failing ones of the sync list. */
export async function countFailing(filters: OverviewFilters): Promise<number> {
  const row = await db()
    .selectFrom("connection as c")
    .select(countRows().as("count"))
    .where(isFailing())
    .where(isOfFilters(filters))
    .executeTakeFirstOrThrow();
  return row.count;
}
