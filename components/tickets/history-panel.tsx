import Link from "next/link";
import { Disclosure } from "@/components/ui/disclosure";
import type { Locale } from "@/components/ui/moment";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { EventView } from "@/lib/tickets/types";
import { momentAddress } from "./moments";

/** The newest ones at once; a ticket of years unfolds. */
const SHOWN = 12;

interface HistoryPanelProps {
  events: EventView[];
  locale: Locale;
  /** The ticket's own page: each moment of it has an address below that. */
  href: string;
  /** When what is shown had been seen first, for a ticket as it was. */
  shownSince?: Date;
  /** For reviewers: what it was before, what it became, when it was seen. */
  thorough?: boolean;
}

function Values({ event }: { event: EventView }) {
  if (event.before === null && event.after === null) return null;
  return (
    <Disclosure summary="Before and after" className="mt-1 text-xs">
      <dl className="mt-1.5 grid gap-1.5">
        {(["before", "after"] as const).map((side) => (
          <div key={side}>
            <dt className="text-muted-foreground">{side === "before" ? "Before" : "After"}</dt>
            <dd><pre tabIndex={0} className="max-h-48 overflow-auto rounded bg-muted px-2 py-1 font-mono whitespace-pre-wrap">{JSON.stringify(event[side], null, 2)}</pre></dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}

function Then({ event, href, shownSince }: { event: EventView } & Pick<HistoryPanelProps, "href" | "shownSince">) {
  if (shownSince?.getTime() === event.seenAt.getTime()) return <span className="font-medium text-foreground">shown here</span>;
  return <Link href={momentAddress(href, event.seenAt)} prefetch={false} aria-label={`As it was then: ${event.sentence}`} className="text-link">As it was then</Link>;
}

interface EntryProps extends Omit<HistoryPanelProps, "events" | "thorough"> {
  event: EventView;
  thorough: boolean;
}

function Entry({ event, locale, thorough, href, shownSince }: EntryProps) {
  return (
    <li className="relative pl-5 before:absolute before:top-[0.4375rem] before:left-0 before:size-2 before:rounded-full before:border-2 before:border-input before:bg-card">
      <p className="[overflow-wrap:anywhere]">{event.sentence}</p>
      <p className="text-xs text-muted-foreground">
        {event.happenedAt ? <Time at={event.happenedAt} locale={locale} show={thorough ? "full" : "dated"} /> : null}
        {thorough || !event.happenedAt ? <>{event.happenedAt ? ", seen " : "Seen "}<Time at={event.seenAt} locale={locale} show={thorough ? "full" : "dated"} /></> : null}
        {" · "}<Then event={event} href={href} shownSince={shownSince} />
      </p>
      {thorough ? <Values event={event} /> : null}
    </li>
  );
}

/** What was seen to change, newest first. */
export function HistoryPanel({ events, locale, href, shownSince, thorough = false }: HistoryPanelProps) {
  const entries = (some: EventView[]) => some.map((event) => <Entry key={event.id} event={event} locale={locale} thorough={thorough} href={href} shownSince={shownSince} />);
  const older = events.slice(SHOWN);
  return (
    <Panel title="History">
      <div className="px-4 py-4 text-[0.8125rem]">
        {events.length === 0 ? <p className="text-muted-foreground">Nothing has changed since this ticket was first seen.</p> : null}
        <ol className="grid gap-3">{entries(events.slice(0, SHOWN))}</ol>
        {older.length > 0 ? (
          <Disclosure summary={`${older.length} earlier ${older.length === 1 ? "change" : "changes"}`} className="mt-3">
            <ol className="mt-3 grid gap-3">{entries(older)}</ol>
          </Disclosure>
        ) : null}
      </div>
    </Panel>
  );
}
