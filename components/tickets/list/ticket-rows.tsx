"use client";

import { RelativeTime } from "@/components/ui/time/relative-time";
import type { Turn } from "@/lib/providers/contract";
import { type Audience, ticketUrl } from "@/lib/routes";

import { TurnBadge } from "../turn-badge";
import { RowLink } from "./row-link";

export interface TicketRowData {
  id: string;
  subject: string;
  turn: Turn;
  /** Provider and account label. */
  account: string;
  number: string;
  status: string;
  /** Label, and CSS class of its bars. */
  priority?: readonly [string, string];
  /** Set where it is the provider's own word, whose language is unknown. */
  rawStatus?: true;
  rawPriority?: true;
  /** Names of its services. */
  about?: string;
  /** Set if the provider no longer has the ticket. */
  gone?: string;
  /** Staff only. */
  organization?: string;
  /** Latest activity: ISO, and as text. */
  at: string;
  time: string;
  /** Relative if recent, else `day`. */
  ago?: string;
  day?: string;
}

interface TicketRowProps {
  row: TicketRowData;
  audience: Audience;
  turnLabel: string;
}

function TicketRow({ row, audience, turnLabel }: TicketRowProps) {
  const { turn, organization, priority } = row;
  const statusLanguage = row.rawStatus && "";
  const priorityLanguage = row.rawPriority && "";
  return (
    <li className={`ticket${turn === "yours" ? " asks" : ""}${organization ? " of-many" : ""}`}>
      <TurnBadge turn={turn} label={turnLabel} />
      <time dateTime={row.at} title={row.time}>
        {row.ago ? <RelativeTime iso={row.at} initial={row.ago} /> : row.day}
      </time>
      <div>
        <RowLink href={ticketUrl(audience, row.id)} subject={row.subject} />
        <p>
          <span className="from provider-mark" data-mark={row.account.charAt(0)} translate="no">
            {row.account}
          </span>
          {row.gone ? <span className="gone">{row.gone}</span> : null}
          {organization ? (
            <span className="narrow" translate="no">
              {organization}
            </span>
          ) : null}
          <span translate="no">{`#${row.number}`}</span>
          <span className="narrow" lang={statusLanguage}>
            {row.status}
          </span>
          {priority ? (
            <span className={`narrow ${priority[1]}`} lang={priorityLanguage}>
              {priority[0]}
            </span>
          ) : null}
          {row.about ? (
            <span className="about" lang="">
              {row.about}
            </span>
          ) : null}
        </p>
      </div>
      {organization ? (
        <span className="wide" translate="no">
          {organization}
        </span>
      ) : null}
      <span className="wide word" lang={statusLanguage}>
        {row.status}
      </span>
      <span className="wide">
        {priority ? (
          <span className={priority[1]} lang={priorityLanguage}>
            {priority[0]}
          </span>
        ) : null}
      </span>
    </li>
  );
}

interface TicketRowsProps {
  rows: TicketRowData[];
  audience: Audience;
  /** Accessible name of the list. */
  label: string;
  /** Of each turn that a row has. */
  turnLabels: Partial<Record<Turn, string>>;
}

/** Rendered in the browser: server markup would send each row twice. */
export function TicketRows({ rows, audience, label, turnLabels }: TicketRowsProps) {
  return (
    <ul aria-label={label} className="tickets">
      {rows.map((row) => (
        <TicketRow
          key={row.id}
          row={row}
          audience={audience}
          turnLabel={turnLabels[row.turn] ?? row.turn}
        />
      ))}
    </ul>
  );
}
