import type { MessageKey, Translate } from "../i18n/message";
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

/** A list's tickets are counted up to here. */
export const MAX_TOTAL = 1_000;

/** `waiting`: whose turn has lasted longest; tickets that are done come last. */
const CUSTOMER_SORTS = ["activity", "oldest", "opened", "priority", "waiting"] as const;

/** `replied`: slowest first reply first; tickets without one come last. */
export const SORTS = [...CUSTOMER_SORTS, "replied"] as const;

export const SORTS_OF = {
  customer: CUSTOMER_SORTS,
  staff: SORTS,
} as const satisfies Readonly<Record<Audience, readonly string[]>>;

export const FILED_BY = ["me", "colleagues"] as const;

/** Without it, archived tickets are left out unless they are searched for. */
export const SHOWN = ["unread", "archived", "all"] as const;

/** Periods in days of UTC: when a ticket was opened, done, or first answered by its provider. */
export const PERIOD_FILTERS = ["opened", "done", "answered"] as const;

/** Filters without a control, which links of the overview set. */
export const LINKED_FILTERS = [...PERIOD_FILTERS, "categoryId"] as const;

/** The category's id of tickets that have none, in the address. */
export const NO_CATEGORY = "-";

/** More values of one filter are dropped. */
export const MAX_FILTER_VALUES = 20;

/** Filters of several values, of the list over all organizations alone. */
export const STAFF_VALUE_FILTERS = ["organization", "account", "category", "assignee"] as const;

/** The filters that take several values. */
export const VALUE_FILTERS = [
  "turn",
  "provider",
  "status",
  "priority",
  "service",
  ...STAFF_VALUE_FILTERS,
] as const;

/** Their values have names, of which there are too many for a list: a text finds them. */
export const NAMED_FILTERS = ["service", ...STAFF_VALUE_FILTERS] as const;

export type NamedFilter = (typeof NAMED_FILTERS)[number];

/** A form's field for such a text, beside the field of the chosen values. */
export const findField = (name: NamedFilter) => `find-${name}` as const;

/** Filters of one value, of the list over all organizations alone. */
export const STAFF_FILTERS = ["removed", "age", "unanswered"] as const;

/** Hours, days, weeks or years; Swedish letters as well. */
export const SPAN = /^(<?)(\d{1,4})([hdwytvå])$/;

const UNIT_LABELS: Readonly<Record<string, "hours" | "days" | "weeks" | "years">> = {
  h: "hours",
  t: "hours",
  d: "days",
  w: "weeks",
  v: "weeks",
  y: "years",
  å: "years",
};

/** "7d" as "More than 7 days"; a day as "Before 2026-11-01". */
export function spanText(t: Translate, span: string): string {
  const [, sign, count = "", unit = ""] = SPAN.exec(span) ?? [];
  const label = UNIT_LABELS[unit];
  if (!label) return t("staffFilters.before", { day: span });
  const text = t(`staffFilters.span.${label}`, { count: Number(count) });
  return t(sign === "<" ? "staffFilters.shorter" : "staffFilters.longer", { span: text });
}

/** At the provider. */
export const REMOVED = ["yes", "no"] as const;

/** Tickets that can be selected at a time. */
export const MAX_SELECTED = 50;
