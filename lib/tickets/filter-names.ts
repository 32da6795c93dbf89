import type { MessageKey } from "../i18n/message";
import type { Audience } from "../routes";

export const TURNS = ["yours", "theirs", "paused", "done", "unclear"] as const;

type TurnLabels = Readonly<Record<(typeof TURNS)[number], MessageKey>>;

/** Staff see a ticket from outside. */
export const TURN_LABELS = {
  customer: {
    yours: "turn.yours",
    theirs: "turn.theirs",
    paused: "turn.paused",
    done: "turn.done",
    unclear: "turn.unclear",
  },
  staff: {
    yours: "turn.customers",
    theirs: "turn.providers",
    paused: "turn.paused",
    done: "turn.done",
    unclear: "turn.unclear",
  },
} as const satisfies Readonly<Record<Audience, TurnLabels>>;

/** More tickets of a tab are not counted. */
export const MAX_COUNTED = 99;

/** `waiting`: whose turn has lasted longest; tickets that are done come last. */
export const SORTS = ["activity", "oldest", "opened", "priority", "waiting"] as const;

export const FILED_BY = ["me", "colleagues"] as const;

/** Without it, archived tickets are left out unless they are searched for. */
export const SHOWN = ["unread", "archived", "all"] as const;

/** Periods in days of UTC: when a ticket was opened, done, or first answered by its provider. */
export const PERIOD_FILTERS = ["opened", "done", "answered"] as const;

/** More values of one filter are dropped. */
export const MAX_FILTER_VALUES = 20;

/** Between the values of one form control. */
export const VALUE_SEPARATOR = "|";

/** The filters that take several values. */
export const VALUE_FILTERS = [
  "turn",
  "provider",
  "status",
  "priority",
  "service",
  "organization",
] as const;

/** Tickets that can be selected at a time. */
export const MAX_SELECTED = 50;
