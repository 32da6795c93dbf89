"use client";

import { RelativeTime } from "@/components/ui/relative-time";
import type { Moment } from "@/components/ui/moment";
import type { TicketListItem } from "@/lib/tickets/types";
import { RowLink } from "./row-link";
import { TurnBadge } from "./turn-badge";

interface TicketRowProps {
  href: string;
  subject: string;
  turn: TicketListItem["turn"];
  provider: string;
  account: string;
  /** For staff, who see every organization. */
  organization?: string;
  number: string;
  status: string;
  /** Its word, and the class of its bars. */
  priority?: readonly [string, string];
  /** The services it is about. */
  about: string;
  at: Moment;
  language: string;
}

/**
 * One ticket in two lines on a desk, three on a phone. The loudest thing is whose turn it is, then the subject. Rendered from a
 * few texts in the browser too, since the page carries those a second time either way.
 */
export function TicketRow({ href, subject, turn, provider, account, organization, number, status, priority, about, at, language }: TicketRowProps) {
  return (
    <li className={`ticket${turn === "yours" ? " asks" : ""}${organization ? " of-many" : ""}`}>
      <TurnBadge turn={turn} />
      <time dateTime={at.iso} title={at.full}>{at.ages ? <RelativeTime iso={at.iso} initial={at.short} language={language} /> : at.short}</time>
      <div>
        <RowLink href={href} subject={subject} />
        <p>
          <span className="from provider-mark" data-mark={provider.charAt(0)}>{provider} · {account}</span>
          {organization ? <span className="narrow">{organization}</span> : null}
          <span>#{number}</span>
          <span className="narrow">{status}</span>
          {priority ? <span className={`narrow ${priority[1]}`}>{priority[0]}</span> : null}
          {about ? <span className="about">{about}</span> : null}
        </p>
      </div>
      {organization ? <span className="wide">{organization}</span> : null}
      <span className="wide word">{status}</span>
      <span className="wide">{priority ? <span className={priority[1]}>{priority[0]}</span> : null}</span>
    </li>
  );
}
