import type { SyncState } from "@/components/freshness/sync-state";
import type { Freshness } from "@/lib/connections/freshness";

import { sampleEntries } from "./sample-entries";
import { sampleTime } from "./sample-time";

export const FRESH: Freshness = {
  connectionId: "fresh",
  connectionLabel: "Shop",
  providerId: "hostup",
  providerName: "HostUp",
  lastReadAt: sampleTime(-2),
  status: "active",
  problem: null,
  running: false,
  nextAt: sampleTime(3),
  paused: false,
  providerPause: null,
  progress: null,
};

type Changes = Partial<Freshness>;

const stale = { lastReadAt: sampleTime(-180) };
const failed = {
  ...stale,
  problem: { message: "We can’t reach HostUp right now", at: sampleTime(-5) },
};
const progress = {
  startedAt: sampleTime(-1),
  tickets: 1_200,
  total: 5_000,
  isFirst: true,
};
const first = { lastReadAt: null };

/** For each state, what differs in it. */
const CHANGES: Record<SyncState, Record<string, Changes>> = {
  fresh: { "": {}, "syncing now": { running: true } },
  importing: {
    "not begun": first,
    "the first page": { ...first, running: true },
    "with a total": { ...first, running: true, progress },
    "without a total": { ...first, running: true, progress: { ...progress, total: null } },
    "between two parts": { ...first, progress },
  },
  waiting: {
    "as requested": { providerPause: { until: sampleTime(9), reason: "requested" } },
    "for an answer": { providerPause: { until: sampleTime(9), reason: "unanswered" } },
  },
  overdue: { "": { ...stale, nextAt: sampleTime(-120) } },
  failing: { "": failed, "syncing now": { ...failed, running: true } },
  paused: { "": { ...stale, paused: true } },
  needs_key: {
    "": {
      ...stale,
      status: "needs_attention",
      nextAt: null,
      problem: { message: "HostUp rejected this key", at: sampleTime(-175) },
    },
  },
  disconnected: {
    "": { ...stale, status: "disconnected", nextAt: null },
    "never synced": { ...first, status: "disconnected", nextAt: null },
  },
};

/** Named by state and variant: "importing, with a total". */
export const SAMPLE_FRESHNESS = sampleEntries(CHANGES).flatMap(([state, variants]) =>
  Object.entries(variants).map(([variant, changes], index) => ({
    name: [state, variant].filter(Boolean).join(", "),
    state,
    freshness: { ...FRESH, ...changes, connectionId: `${state}-${index}` },
  })),
);
