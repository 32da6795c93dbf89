import { expressionBuilder, sql } from "kysely";
import { jsonBuildObject } from "kysely/helpers/postgres";

import { compileOnce, type Placeholders } from "../db/compile-once";
import { asBoolean, type ExpressionValue, now } from "../db/expressions";
import { db } from "../db/kysely";
import type { DB } from "../db/table-types";
import type { Translate } from "../i18n/message";
import { type RenderedText, renderStoredText } from "../i18n/stored-text";
import { providerName } from "../providers/labels";

export interface Freshness {
  connectionId: string;
  connectionLabel: string;
  providerId: string;
  providerName: string;
  /** Start of the last complete sweep; null before the first. */
  lastReadAt: Date | null;
  status: "active" | "needs_attention" | "disconnected";
  /** Of the newest attempt. */
  problem: (RenderedText & { at: Date }) | null;
  /** True while a sweep holds the lease. */
  running: boolean;
  /** Null when the next sync needs a person's action. */
  nextAt: Date | null;
  /** By staff. */
  paused: boolean;
  /** No call goes to the provider before `until`. */
  providerPause: { until: Date; reason: "requested" | "unanswered" } | null;
  progress: SyncProgress | null;
}

export interface SyncProgress {
  startedAt: Date;
  tickets: number;
  /** Null if the provider gives no total. */
  total: number | null;
  /** Before any complete sweep. */
  isFirst: boolean;
}

/** JSON of a connection `c`, for `toFreshness`. */
export function freshnessJson() {
  const eb = expressionBuilder<{ c: DB["connection"] }, "c">();
  return jsonBuildObject({
    id: eb.ref("c.id"),
    label: eb.ref("c.label"),
    provider: eb.ref("c.provider"),
    status: eb.ref("c.status"),
    lastReadAt: eb.ref("c.last_read_at"),
    errorMessage: eb.ref("c.last_error_message"),
    errorAt: eb.ref("c.last_error_at"),
    running: asBoolean(eb.fn.coalesce(eb("c.lease_until", ">", now()), eb.lit(false))),
    nextAt: eb.ref("c.next_at"),
    paused: asBoolean(eb("c.paused_at", "is not", null)),
    providerPause: eb
      .case()
      .when("c.provider_pause_until", ">", now())
      .then(
        jsonBuildObject({
          until: eb.ref("c.provider_pause_until").$notNull(),
          reason: eb.ref("c.provider_pause_reason").$castTo<"requested" | "unanswered">(),
        }),
      )
      .end(),
    progress: eb
      .case()
      .when("c.checkpoint", "is not", null)
      .then(
        jsonBuildObject({
          startedAt: sql<string>`${eb.ref("c.checkpoint")} ->> 'startedAt'`,
          tickets: sql<number>`(${eb.ref("c.checkpoint")} ->> 'tickets')::int`,
          total: eb.ref("c.tickets_total"),
          isFirst: asBoolean(eb("c.last_read_at", "is", null)),
        }),
      )
      .end(),
  });
}

export type FreshnessJson = ExpressionValue<ReturnType<typeof freshnessJson>>;

export function toFreshness(t: Translate, connection: FreshnessJson): Freshness {
  return {
    connectionId: connection.id,
    connectionLabel: connection.label,
    providerId: connection.provider,
    providerName: providerName(connection.provider),
    lastReadAt: connection.lastReadAt === null ? null : new Date(connection.lastReadAt),
    status: connection.status,
    problem:
      connection.errorMessage !== null && connection.errorAt !== null
        ? { ...renderStoredText(t, connection.errorMessage), at: new Date(connection.errorAt) }
        : null,
    running: connection.running,
    nextAt: connection.nextAt === null ? null : new Date(connection.nextAt),
    paused: connection.paused,
    providerPause: connection.providerPause && {
      ...connection.providerPause,
      until: new Date(connection.providerPause.until),
    },
    progress: connection.progress && {
      ...connection.progress,
      startedAt: new Date(connection.progress.startedAt),
    },
  };
}

const connectionsOf = compileOnce((given: Placeholders<{ connectionId: string }>) =>
  db()
    .selectFrom("connection as c")
    .where("c.id", "=", given.connectionId)
    .select(freshnessJson().as("connection")),
);

/** The caller checks access. */
export async function loadFreshness(t: Translate, connectionId: string): Promise<Freshness | null> {
  const [row] = await connectionsOf({ connectionId });
  return row ? toFreshness(t, row.connection) : null;
}
