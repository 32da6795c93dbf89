import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { MarkedText } from "@/components/ui/text/marked-text";
import { SentenceWithCodes } from "@/components/ui/text/sentence-with-codes";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { OrganizationNote } from "@/lib/review/notes/organization-notes";
import type { OrganizationConnection, OrganizationEvent } from "@/lib/review/organization/types";
import { connectionSyncUrl, ticketUrl } from "@/lib/routes";
import { useTexts } from "#texts";

interface ConnectionsPanelProps {
  connections: readonly OrganizationConnection[];
  locale: Locale;
}

/** Each leads to its syncs. */
export function ConnectionsPanel({ connections, locale }: ConnectionsPanelProps) {
  const t = useTexts();
  if (connections.length === 0) return null;
  return (
    <Panel title={t("shell.connections")}>
      <ul className="divide-y text-[0.8125rem]">
        {connections.map(({ id, label, provider, state, lastReadAt }) => (
          <li key={id} className="flex flex-wrap justify-between gap-x-4 gap-y-1 px-4 py-2.5">
            <Link href={connectionSyncUrl(id)} className="text-link [overflow-wrap:anywhere]">
              {provider} · <span translate="no">{label}</span>
            </Link>
            <span className="flex flex-wrap gap-x-3 text-muted-foreground">
              <span>{t("organizationReview.state", { state })}</span>
              {lastReadAt ? <Time at={lastReadAt} locale={locale} /> : null}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

interface TicketLineProps {
  of: Pick<OrganizationEvent, "ticketId" | "number" | "subject">;
  at: Date;
  locale: Locale;
  fragment?: "notes";
  /** The moment at which the ticket is shown. */
  shown?: Date;
}

function TicketLine({ of, at, locale, fragment, shown }: TicketLineProps) {
  const { ticketId, number, subject } = of;
  return (
    <p className="flex flex-wrap justify-between gap-x-4">
      <Link
        href={ticketUrl("staff", ticketId, { at: shown }, fragment)}
        className="text-link [overflow-wrap:anywhere]"
      >
        <MarkedText text={subject} /> <span translate="no">#{number}</span>
      </Link>
      <Time at={at} locale={locale} className="text-muted-foreground" />
    </p>
  );
}

interface EventsPanelProps {
  events: readonly OrganizationEvent[];
  locale: Locale;
  /** Its tickets are shown as they were then. */
  at?: Date;
}

/** The latest changes of its tickets. */
export function EventsPanel({ events, locale, at }: EventsPanelProps) {
  const t = useTexts();
  if (events.length === 0) return null;
  return (
    <Panel title={t("organizationReview.events")}>
      <ul className="divide-y text-[0.8125rem]">
        {events.map((event) => (
          <li key={event.id} className="grid gap-0.5 px-4 py-2.5">
            <TicketLine of={event} at={event.seenAt} locale={locale} shown={at} />
            <p className="[overflow-wrap:anywhere]">
              <SentenceWithCodes text={event.sentence} />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

interface NotesOfOrganizationProps {
  notes: readonly OrganizationNote[];
  locale: Locale;
}

/** The latest internal notes on its tickets. */
export function NotesOfOrganization({ notes, locale }: NotesOfOrganizationProps) {
  const t = useTexts();
  if (notes.length === 0) return null;
  return (
    <Panel
      title={t("internalNotes.title")}
      aside={
        <span className="text-[0.8125rem] text-muted-foreground">
          {t("internalNotes.onlyStaff")}
        </span>
      }
    >
      <ul className="divide-y text-[0.8125rem]">
        {notes.map((note) => (
          <li key={note.id} className="grid gap-1 px-4 py-2.5">
            <TicketLine of={note} at={note.at} locale={locale} fragment="notes" />
            <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{note.excerpt}</p>
            <p className="text-muted-foreground">
              {note.author ?? t("internalNotes.formerPerson")}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
