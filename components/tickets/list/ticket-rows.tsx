"use client";

import { RelativeTime } from "@/components/ui/time/relative-time";
import { type Audience, ticketUrl } from "@/lib/routes";
import type { TicketListItem } from "@/lib/tickets/list/types";

import { TurnBadge } from "../turn-badge";
import { RowLink } from "./row-link";

export interface TicketRowData {
  id: string;
  subject: string;
  turn: TicketListItem["turn"];
  /** Provider and account label. */
  account: string;
  number: string;
  status: string;
  /** Label, and CSS class of its bars. */
  priority?: readonly [string, string];
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

function TicketRow({ row, audience }: { row: TicketRowData; audience: Audience }) {
  const { turn, organization, priority } = row;
  return (
    <li className={`ticket${turn === "yours" ? " asks" : ""}${organization ? " of-many" : ""}`}>
      <TurnBadge turn={turn} />
      <time dateTime={row.at} title={row.time}>
        {row.ago ? <RelativeTime iso={row.at} initial={row.ago} /> : row.day}
      </time>
      <div>
        <RowLink href={ticketUrl(audience, row.id)} subject={row.subject} />
        <p>
          <span className="from provider-mark" data-mark={row.account.charAt(0)}>
            {row.account}
          </span>
          {row.gone ? <span className="gone">{row.gone}</span> : null}
          {organization ? <span className="narrow">{organization}</span> : null}
          <span>{`#${row.number}`}</span>
          <span className="narrow">{row.status}</span>
          {priority ? <span className={`narrow ${priority[1]}`}>{priority[0]}</span> : null}
          {row.about ? <span className="about">{row.about}</span> : null}
        </p>
      </div>
      {organization ? <span className="wide">{organization}</span> : null}
      <span className="wide word">{row.status}</span>
      <span className="wide">
        {priority ? <span className={priority[1]}>{priority[0]}</span> : null}
      </span>
    </li>
  );
}

/** Rendered in the browser: server markup would send each row twice. */
export function TicketRows({ rows, audience }: { rows: TicketRowData[]; audience: Audience }) {
  return (
    <ul aria-label="Tickets found" className="tickets">
      {rows.map((row) => (
        <TicketRow key={row.id} row={row} audience={audience} />
      ))}
    </ul>
  );
}
