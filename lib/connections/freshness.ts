import { sql } from "../db/sql";
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
  problem: { message: string; at: Date } | null;
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
  pages: number;
  tickets: number;
  /** Null if the provider gives no total. */
  total: number | null;
  /** Before any complete sweep. */
  isFirst: boolean;
}

export interface FreshnessJson {
  id: string;
  label: string;
  provider: string;
  status: Freshness["status"];
  lastReadAt: string | null;
  errorMessage: string | null;
  errorAt: string | null;
  running: boolean;
  nextAt: string | null;
  paused: boolean;
  providerPause: { until: string; reason: "requested" | "unanswered" } | null;
  progress: (Omit<SyncProgress, "startedAt"> & { startedAt: string }) | null;
}

/** For `FreshnessJson` of a connection `c`. */
export const FRESHNESS_JSON = `
  jsonb_build_object(
    'id', c.id,
    'label', c.label,
    'provider', c.provider,
    'status', c.status,
    'lastReadAt', c.last_read_at,
    'errorMessage', c.last_error_message,
    'errorAt', c.last_error_at,
    'running', coalesce(c.lease_until > now(), false),
    'nextAt', c.next_at,
    'paused', c.paused_at IS NOT NULL,
    'providerPause', CASE
      WHEN c.provider_pause_until > now() THEN jsonb_build_object(
        'until', c.provider_pause_until, 'reason', c.provider_pause_reason
      )
    END,
    'progress', CASE
      WHEN c.checkpoint IS NOT NULL THEN jsonb_build_object(
        'startedAt', c.checkpoint->>'startedAt',
        'pages', (c.checkpoint->>'pages')::int,
        'tickets', (c.checkpoint->>'tickets')::int,
        'total', c.tickets_total,
        'isFirst', c.last_read_at IS NULL
      )
    END
  )`;

export function toFreshness(connection: FreshnessJson): Freshness {
  return {
    connectionId: connection.id,
    connectionLabel: connection.label,
    providerId: connection.provider,
    providerName: providerName(connection.provider),
    lastReadAt: connection.lastReadAt === null ? null : new Date(connection.lastReadAt),
    status: connection.status,
    problem:
      connection.errorMessage !== null && connection.errorAt !== null
        ? { message: connection.errorMessage, at: new Date(connection.errorAt) }
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

/** The caller checks access. */
export async function loadFreshness(connectionId: string): Promise<Freshness | null> {
  const [row] = await sql<{ connection: FreshnessJson }>(
    `SELECT ${FRESHNESS_JSON} AS connection FROM connection c WHERE c.id = $1`,
    [connectionId],
  );
  return row ? toFreshness(row.connection) : null;
}
