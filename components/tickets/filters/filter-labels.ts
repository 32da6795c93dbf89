import type { MessageKey, Translate } from "@/lib/i18n/message";
import { SPAN, type VALUE_FILTERS } from "@/lib/tickets/filter-names";

export const FILTER_LABELS = {
  turn: "filters.turn",
  provider: "filters.provider",
  status: "filters.status",
  priority: "filters.priority",
  service: "filters.service",
  organization: "filters.organization",
  account: "staffFilters.account",
  category: "staffFilters.category",
  assignee: "staffFilters.assignee",
} as const satisfies Readonly<Record<(typeof VALUE_FILTERS)[number], MessageKey>>;

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
