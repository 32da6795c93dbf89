import type { Locale } from "@/components/ui/moment";
import type { SyncStateView } from "@/lib/review/sync-types";
import { lagWords, partWords } from "./figures";

interface Figure {
  label: string;
  value: string;
  bad?: boolean;
}

/** From these on a figure asks for a look; the words beside it say the same without the colour. */
const MANY_FAILURES = 0.1;
const LITTLE_LEFT = 0.1;

function figures(state: SyncStateView, language: string): Figure[] {
  return [
    { label: "Lag", value: lagWords(state.lagSeconds) },
    { label: "Backlog", value: state.backlog.toLocaleString(language) },
    { label: "Errors, 24 h", value: partWords(state.errorRate, "no runs"), bad: (state.errorRate ?? 0) >= MANY_FAILURES },
    { label: "Limit left", value: partWords(state.headroom, "not told"), bad: state.headroom !== null && state.headroom < LITTLE_LEFT },
    { label: "Tickets", value: state.tickets.toLocaleString(language) },
  ];
}

/** The few numbers by which one connection's reading is judged. */
export function SyncFigures({ state, locale }: { state: SyncStateView; locale: Locale }) {
  return (
    <dl className="grid grid-cols-3 gap-x-4 gap-y-2 text-[0.8125rem] sm:grid-cols-5">
      {figures(state, locale.language).map(({ label, value, bad }) => (
        <div key={label}>
          <dt className="text-xs text-muted-foreground">{label}</dt>
          <dd className={bad ? "font-medium text-warning" : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
