import { sql } from "kysely";

import { actedBy } from "../../auth/acted-by";
import { assertMayEverywhere } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { auditOnce } from "../../db/audit";
import { countRows } from "../../db/expressions";
import { db } from "../../db/kysely";
import { isId } from "../../ids";
import { searchPatterns } from "../../people/search-patterns";
import { storableText } from "../../text/storable";
import type { CaseFilters } from "./schemas";
import type { CasePage, ListedCase } from "./types";

const CASES_PER_PAGE = 30;
const MAX_OF_ORGANIZATION = 5;

/** The newest first. Staff only; audited. */
export async function listCases(viewer: Viewer, filters: CaseFilters): Promise<CasePage> {
  assertMayEverywhere(viewer, "cases.write");
  const { q, state, organization } = filters;
  await auditOnce({
    ...actedBy(viewer),
    organizationId: organization ?? null,
    action: q ? "cases.searched" : "cases.listed",
    targetType: "list",
    targetId: "cases",
    data: { ...(q && { q: storableText(q) }), state },
  });
  const [rows, named] = await Promise.all([
    casesBy(filters)
      .limit(CASES_PER_PAGE + 1)
      .execute(),
    organization
      ? db()
          .selectFrom("organization")
          .select("name")
          .where("id", "=", organization)
          .executeTakeFirst()
      : undefined,
  ]);
  const items = rows.slice(0, CASES_PER_PAGE).map(toListed);
  return {
    items,
    nextCursor: rows.length > CASES_PER_PAGE ? (items.at(-1)?.id ?? null) : null,
    organizationName: named?.name ?? null,
  };
}

/** The newest open ones. Staff only. */
export async function organizationCases(
  viewer: Viewer,
  organization: string,
): Promise<ListedCase[]> {
  assertMayEverywhere(viewer, "cases.write");
  const rows = await casesBy({ state: "open", organization }).limit(MAX_OF_ORGANIZATION).execute();
  return rows.map(toListed);
}

/** Matches title, organization or the number of a ticket. */
function casesBy({ q, state, organization, after }: CaseFilters) {
  let query = db()
    .selectFrom("review_case as rc")
    .innerJoin("organization as o", "o.id", "rc.organization_id")
    .select((eb) => [
      "rc.id",
      "rc.title",
      "rc.organization_id as organizationId",
      "o.name as organizationName",
      "rc.created_at as createdAt",
      "rc.closed_at as closedAt",
      eb
        .selectFrom("review_case_ticket as rt")
        .whereRef("rt.case_id", "=", "rc.id")
        .where("rt.removed_at", "is", null)
        .select(countRows().as("tickets"))
        .as("tickets"),
    ])
    .orderBy("rc.id", "desc");
  if (state !== "all")
    query = query.where("rc.closed_at", state === "open" ? "is" : "is not", null);
  if (organization) query = query.where("rc.organization_id", "=", organization);
  if (after && isId(after)) query = query.where("rc.id", "<", after);
  return q ? query.where("rc.id", "in", casesNamed(q)) : query;
}

function casesNamed(q: string) {
  let byTitle = db().selectFrom("review_case").select("id");
  let organizations = db().selectFrom("organization").select("id");
  for (const pattern of searchPatterns(q)) {
    byTitle = byTitle.where("title", "ilike", pattern);
    organizations = organizations.where("name", "ilike", pattern);
  }
  const byOrganization = db()
    .selectFrom("review_case")
    .select("id")
    .where("organization_id", "in", organizations);
  const byNumber = db()
    .selectFrom("review_case_ticket as rt")
    .innerJoin("ticket as t", "t.id", "rt.ticket_id")
    .where("rt.removed_at", "is", null)
    .where("t.number", "=", sql<string>`ltrim(${q}, '#')`)
    .select("rt.case_id as id");
  return byTitle.union(byOrganization).union(byNumber);
}

type Row = Awaited<ReturnType<ReturnType<typeof casesBy>["execute"]>>[number];

const toListed = ({ tickets, ...row }: Row): ListedCase => ({ ...row, tickets: tickets ?? 0 });
