import { type Expression, expressionBuilder, sql } from "kysely";

import { isOpenInScope } from "../../auth/scope";
import { fromNow } from "../../db/expressions";
import type { DB } from "../../db/table-types";
import { hasFactorFor } from "../../notices/record/readable";

/** A draft is saved while its author types. */
const RECENT_MS = 60_000;
const MAX_NAMES = 3;

/** Names of other people who may send a reply to ticket `t` and are writing one. */
export function writingNow(viewerId: Expression<string>) {
  const eb = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
  const isTyped = sql<boolean>`(d.sealed IS NOT NULL OR btrim(d.values ->> 'message') <> '')`;
  const newest = eb
    .selectFrom("membership as m")
    .innerJoin("user as u", "u.id", "m.user_id")
    .innerJoin("draft as d", (join) =>
      join
        .onRef("d.user_id", "=", "u.id")
        .on("d.kind", "=", "reply")
        .onRef("d.target_id", "=", "t.id"),
    )
    .whereRef("m.organization_id", "=", "t.organization_id")
    .where("m.role", "<>", "reader")
    .where("u.id", "<>", viewerId)
    .where("u.disabled_at", "is", null)
    .where("d.discarded_at", "is", null)
    .where("d.updated_at", ">", fromNow(-RECENT_MS))
    .where(isTyped)
    .where((of) => isOpenInScope({ viewerId: of.ref("u.id") }, of.ref("t.id")))
    .where((of) => hasFactorFor(of.ref("t.organization_id")))
    .orderBy("d.updated_at", "desc")
    .limit(MAX_NAMES)
    .select("u.name");
  return eb
    .selectFrom(newest.as("writers"))
    .select(({ fn }) => fn.agg<string[] | null>("array_agg", ["writers.name"]).as("names"));
}
