import type { MessageKey } from "@/lib/i18n/message";
import type { VALUE_FILTERS } from "@/lib/tickets/filter-names";

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
