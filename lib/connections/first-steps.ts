import { sql } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";

import { mayWriteSomewhere, ownOrganizations } from "../auth/permissions";
import { inScope, ownScope, scopedTickets, type ScopeValues, scopeValues } from "../auth/scope";
import type { Viewer } from "../auth/types";
import { compileOnce, type Placeholders } from "../db/compile-once";
import { asBoolean } from "../db/expressions";
import { db } from "../db/kysely";
import { textsOf } from "../i18n/texts";
import { visibleName } from "../i18n/visible-name";
import { visibleOr } from "../text/blank";
import { freshnessJson, toFreshness } from "./freshness";
import { managedOrganizations } from "./queries";
import type { FirstSteps } from "./types";

const MAX_MANAGERS = 3;

const stepsRow = compileOnce((scope: Placeholders<ScopeValues>) =>
  db().selectNoFrom((eb) => [
    eb
      .selectFrom("connection as c")
      .select(({ fn }) => fn.jsonAgg(freshnessJson()).orderBy("c.label").as("freshness"))
      .where("c.erasing_at", "is", null)
      .where("c.status", "<>", "disconnected")
      .where((of) => inScope(scope, of.ref("c.organization_id")))
      .as("connections"),
    asBoolean(eb.exists(scopedTickets(scope).select("t.id"))).as("hasTickets"),
    asBoolean(
      eb.exists(
        eb
          .selectFrom("submission as s")
          .select("s.id")
          .where("s.kind", "=", "create")
          .where("s.state", "not in", ["rejected", "abandoned"])
          .where((of) => inScope(scope, of.ref("s.organization_id"))),
      ),
    ).as("hasFiled"),
    jsonArrayFrom(
      eb
        .selectFrom("membership as m")
        .innerJoin("user as u", "u.id", "m.user_id")
        .select("u.name")
        .where("m.role", "=", "manager")
        .where("u.disabled_at", "is", null)
        .where((of) => inScope(scope, of.ref("m.organization_id")))
        .orderBy("m.created_at")
        .limit(sql.lit(MAX_MANAGERS)),
    ).as("managers"),
  ]),
);

/** Returns the steps that the viewer's organizations have taken; null for a person without any. */
export async function firstSteps(viewer: Viewer): Promise<FirstSteps | null> {
  if (ownOrganizations(viewer).length === 0) return null;
  const [row] = await stepsRow(scopeValues(ownScope(viewer)));
  if (!row) return null;
  const t = textsOf(viewer.language);
  return {
    connections: (row.connections ?? []).map((connection) => toFreshness(t, connection)),
    hasTickets: row.hasTickets,
    hasFiled: row.hasFiled,
    mayConnect: managedOrganizations(viewer).length > 0,
    mayFile: mayWriteSomewhere(viewer),
    managers: row.managers.map(({ name }) => visibleName(visibleOr(name, t("tickets.noName")))),
  };
}
