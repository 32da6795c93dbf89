import type { AuditData } from "@/lib/audit/types";
import type { Translate } from "@/lib/i18n/message";
import { useTexts } from "#texts";

const LABELS = {
  q: "audit.words",
  kind: "audit.kind",
  outcome: "audit.outcome",
  person: "audit.person",
  organization: "filters.organization",
  named: "staffFilters.named",
  account: "staffFilters.account",
  category: "staffFilters.category",
  assignee: "staffFilters.assignee",
  removed: "staffFilters.removed",
  age: "staffFilters.age",
  unanswered: "staffFilters.unanswered",
  turn: "filters.turn",
  provider: "filters.provider",
  status: "filters.status",
  priority: "filters.priority",
  service: "filters.service",
  filed: "filters.filed",
  show: "filters.show",
  since: "filters.since",
  until: "filters.until",
  opened: "filters.opened",
  done: "filters.done",
  answered: "filters.answered",
  categoryId: "filters.categoryId",
  from: "filters.since",
  to: "filters.until",
  role: "staffPeople.role",
  state: "staffPeople.state",
} as const;

const TURNS = {
  yours: "turn.yours",
  theirs: "turn.theirs",
  paused: "turn.paused",
  done: "turn.done",
  unclear: "turn.unclear",
} as const;

const has = <Table extends object>(table: Table, key: string): key is keyof Table & string =>
  Object.hasOwn(table, key);

function valueText(t: Translate, name: string, value: string): string {
  return name === "turn" && has(TURNS, value) ? t(TURNS[value]) : value;
}

interface EntryDataProps {
  data: AuditData;
  /** The facts of a change keep their own names. */
  areFilters?: boolean;
}

/** Filters of a list, or facts of a change. */
export function EntryData({ data, areFilters = true }: EntryDataProps) {
  const t = useTexts();
  const facts = Object.entries(data);
  if (facts.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-3 gap-y-0.5">
      {facts.map(([name, value]) => (
        <div key={name} className="flex min-w-0 gap-1">
          <dt>
            {areFilters && has(LABELS, name) ? t(LABELS[name]) : <span lang="">{name}</span>}:
          </dt>
          <dd translate="no" lang="" className="min-w-0 text-foreground [overflow-wrap:anywhere]">
            {valueText(t, name, value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
