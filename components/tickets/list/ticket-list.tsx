import { formatDuration } from "@/components/ui/time/durations";
import { fullTime, type Locale, timeTexts } from "@/components/ui/time/format-time";
import type { Translate } from "@/lib/i18n/message";
import type { Audience } from "@/lib/routes";
import { toJsonText } from "@/lib/text/json-text";
import { TURN_LABELS } from "@/lib/tickets/filter-names";
import type { TicketListItem } from "@/lib/tickets/list/types";
import { useTexts } from "#texts";

import { priorityBars } from "../priority";
import type { ClosingTicket } from "./selection/closing-outcome";
import type { SelectionCommands } from "./selection/selection-bar";
import { type TicketRowData, TicketRows } from "./ticket-rows";

/** False where all rows would say the same. */
export interface ShownAccounts {
  provider: boolean;
  label: boolean;
}

const ALL_ACCOUNTS: ShownAccounts = { provider: true, label: true };

interface TicketListProps {
  tickets: TicketListItem[];
  accounts?: ShownAccounts;
  /** Without it, rows cannot be selected. */
  commands?: SelectionCommands;
  /** The list shows archived tickets only. */
  isArchive?: boolean;
  newestEventId?: string;
  audience: Audience;
  locale: Locale;
  closing?: readonly ClosingTicket[];
  /** The moment of a list as it was. */
  at?: Date;
}

/** Messages are labelled by their author. */
const SNIPPET_LABELS = {
  file: "tickets.snippet.file",
  person: "tickets.snippet.person",
  id: "tickets.snippet.id",
} as const;

type LabelledKind = keyof typeof SNIPPET_LABELS;

function splitAt(text: string, part: string): string[] {
  const [before = "", after = ""] = text.split(part);
  return [before, part, ...(after === "" ? [] : [after])];
}

/** Reduces a ticket to what its row shows, as formatted text. */
function toRow(
  t: Translate,
  ticket: TicketListItem,
  locale: Locale,
  { now, at, accounts }: { now: Date; at?: Date; accounts: ShownAccounts },
): TicketRowData {
  const { iso, full, short, isRelative } = timeTexts(t, ticket.activityAt, locale, now);
  const row: TicketRowData = {
    id: ticket.id,
    subject: ticket.hit?.subject ?? [ticket.subject],
    turn: ticket.turn,
    number: ticket.number,
    status: ticket.status.label,
    at: iso,
    time: full,
    [isRelative ? "ago" : "day"]: short,
  };
  const account = [
    ...(accounts.provider ? [ticket.provider.name] : []),
    ...(accounts.label ? [ticket.connectionLabel] : []),
  ];
  if (account.length > 0) row.account = account.join(" · ");
  if (accounts.provider) row.mark = ticket.provider.name.charAt(0);
  if (accounts.provider && !accounts.label) row.onlyMark = true;
  if (ticket.turnSince && ticket.turn !== "done") {
    row.since = `${ticket.turnSince.toISOString().slice(0, 19)}Z`;
    row.sinceTime = fullTime(ticket.turnSince, locale);
    const waited = (at ?? now).getTime() - ticket.turnSince.getTime();
    row.waited = formatDuration(t, waited, locale.language);
  }
  if (ticket.firstReplyMs !== null) {
    const duration = formatDuration(t, ticket.firstReplyMs, locale.language);
    row.replied = splitAt(t("tickets.repliedIn", { duration }), duration);
  }
  const snippet = ticket.hit?.snippet;
  if (snippet) {
    const { kind, author, text } = snippet;
    const label = kind in SNIPPET_LABELS ? t(SNIPPET_LABELS[kind as LabelledKind]) : author;
    row.snippet = { text, ...(label === null ? {} : { from: label }) };
  }
  if (ticket.isUnread) row.unread = true;
  if (ticket.priority) row.priority = [ticket.priority.label, priorityBars(ticket.priority)];
  if (ticket.services.length > 0) row.about = ticket.services.join(", ");
  if (!ticket.status.known) row.rawStatus = true;
  if (ticket.priority?.known === false) row.rawPriority = true;
  if (ticket.isPrivate) row.private = t("privacy.badge");
  if (ticket.goneAt) row.gone = t("tickets.gone", { name: ticket.provider.name });
  if (ticket.organizationName !== null) row.organization = ticket.organizationName;
  // Among many organizations, the time until the first reply has the author's place.
  if (ticket.lastAuthor !== null && row.organization) row.time = `${ticket.lastAuthor} · ${full}`;
  else if (ticket.lastAuthor !== null) row.by = ticket.lastAuthor;
  return row;
}

export function TicketList({
  tickets,
  audience,
  locale,
  accounts = ALL_ACCOUNTS,
  commands,
  isArchive = false,
  newestEventId = "0",
  closing,
  at,
}: TicketListProps) {
  const t = useTexts();
  const now = new Date();
  return (
    <TicketRows
      rows={toJsonText(tickets.map((ticket) => toRow(t, ticket, locale, { now, at, accounts })))}
      audience={audience}
      at={at}
      label={t("tickets.found")}
      heads={{
        turn: t("tickets.head.turn"),
        subject: t("tickets.head.subject"),
        organization: audience === "staff" ? t("tickets.head.organization") : null,
        status: t("tickets.head.status"),
        priority: t("tickets.head.priority"),
        reply: audience === "staff" ? t("tickets.head.reply") : null,
        activity: t("tickets.head.activity"),
      }}
      commands={commands}
      isArchive={isArchive}
      newestEventId={newestEventId}
      closing={closing}
      unreadLabel={t("tickets.unread")}
      turnLabels={Object.fromEntries(
        tickets.map(({ turn }) => [turn, t(TURN_LABELS[audience][turn])]),
      )}
    />
  );
}
