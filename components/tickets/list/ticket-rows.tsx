"use client";

import { useMemo } from "react";

import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { lazyPart } from "@/components/ui/lazy-part";
import { useRelativeTimes } from "@/components/ui/time/relative-time";
import type { Turn } from "@/lib/providers/contract";
import { type Audience, ticketUrl } from "@/lib/routes";
import { fromJsonText, type JsonText } from "@/lib/text/json-text";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { TurnBadge } from "../turn-badge";
import { Highlighted } from "./highlighted";
import { RowLink } from "./row-link";
import type { ClosingTicket } from "./selection/closing-outcome";
import type { SelectionCommands } from "./selection/selection-bar";
import { type Selection, useSelection } from "./selection/use-selection";

export interface TicketRowData {
  id: string;
  /** By turns without and with a mark. */
  subject: readonly string[];
  /** Where else a search found its words: label and text, like the subject. */
  snippet?: { from?: string; text: readonly string[] };
  turn: Turn;
  /** Provider and account label, and the provider's mark. */
  account?: string;
  mark?: string;
  /** The account is the provider's name, which the mark can stand for. */
  onlyMark?: true;
  /** Since when it is this turn: ISO, as text, and how long that is. */
  since?: string;
  sinceTime?: string;
  waited?: string;
  /** Whose message was the latest activity. */
  by?: string;
  number: string;
  status: string;
  /** Label, and CSS class of its bars. */
  priority?: readonly [string, string];
  /** Set where it is the provider's own word, whose language is unknown. */
  rawStatus?: true;
  rawPriority?: true;
  unread?: true;
  /** The time until the first reply, between the words around it; staff only. */
  replied?: readonly string[];
  /** Names of its services. */
  about?: string;
  /** Set if the provider no longer has the ticket. */
  gone?: string;
  /** Badge of a ticket that others in the organization cannot see. */
  private?: string;
  /** Staff only. */
  organization?: string;
  /** Latest activity: ISO, and as text. */
  at: string;
  time: string;
  /** Relative if recent, else `day`. */
  ago?: string;
  day?: string;
}

const SelectionBar = lazyPart(async () => (await import("./selection/selection-bar")).SelectionBar);

const linkId = ({ id }: TicketRowData) => `row-${id}`;

interface TicketRowProps {
  row: TicketRowData;
  audience: Audience;
  at?: Date;
  turnLabel: string;
  unreadLabel: string;
  selection: Selection | null;
  relative: ReturnType<typeof useRelativeTimes>;
}

function TicketRow(props: TicketRowProps) {
  const { row, audience, at, turnLabel, unreadLabel, selection, relative } = props;
  const { turn, organization, priority } = row;
  const statusLanguage = row.rawStatus && "";
  const priorityLanguage = row.rawPriority && "";
  return (
    <li
      className={cn(
        "ticket",
        turn === "yours" && "asks",
        organization && "of-many",
        row.unread && "unread",
      )}
    >
      <span className="state">
        <TurnBadge turn={turn} label={turnLabel} />
        {row.since ? (
          <time dateTime={row.since} title={row.sinceTime}>
            {at
              ? row.waited
              : relative({ iso: row.since, initial: row.waited ?? "", asDuration: true })}
          </time>
        ) : null}
      </span>
      <span className="last">
        {row.by ? (
          <span className="by" lang="" translate="no">
            {row.by}
          </span>
        ) : null}
        <time dateTime={row.at} title={row.time}>
          {row.ago ? relative({ iso: row.at, initial: row.ago }) : row.day}
        </time>
      </span>
      <div>
        {row.unread ? <span className="dot">{unreadLabel}</span> : null}
        <RowLink
          id={linkId(row)}
          href={ticketUrl(audience, row.id, { at })}
          subject={row.subject}
        />
        <p>
          <span translate="no">{`#${row.number}`}</span>
          {row.private ? <span className="private">{row.private}</span> : null}
          {row.account ? (
            <span
              className={cn("from", row.mark && "provider-mark", row.onlyMark && "only-mark")}
              data-mark={row.mark}
              title={row.account}
              translate="no"
            >
              {row.account}
            </span>
          ) : null}
          {row.gone ? <span className="gone">{row.gone}</span> : null}
          {organization ? (
            <span className="narrow" translate="no">
              {organization}
            </span>
          ) : null}
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
          {row.replied ? <span className="narrow">{row.replied.join("")}</span> : null}
        </p>
      </div>
      {row.snippet ? (
        <span className="hit" lang="" dir="auto">
          {row.snippet.from ? <bdi>{`${row.snippet.from}: `}</bdi> : null}
          <Highlighted parts={row.snippet.text} />
        </span>
      ) : null}
      {selection ? <RowCheckbox row={row} selection={selection} /> : null}
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
      {organization ? <Replied parts={row.replied} /> : null}
    </li>
  );
}

function Replied({ parts = [] }: { parts?: readonly string[] }) {
  return (
    <span className="wide">
      {parts.map((part, index) =>
        index === 1 ? (
          part
        ) : (
          <span key={index} className="sr-only">
            {part}
          </span>
        ),
      )}
    </span>
  );
}

function RowCheckbox({ row, selection }: { row: TicketRowData; selection: Selection }) {
  const t = useTexts();
  return (
    <span className="pick">
      <input
        type="checkbox"
        aria-label={t("selection.select", { number: row.number })}
        aria-describedby={linkId(row)}
        checked={selection.has(row.id)}
        onClick={(event) => selection.toggle(row.id, event)}
        readOnly
      />
    </span>
  );
}

function HeadCheckbox({ rows, selection }: { rows: TicketRowData[]; selection: Selection }) {
  const t = useTexts();
  const { length } = selection.ids;
  return (
    <span className="pick all">
      <input
        type="checkbox"
        aria-label={t("selection.all")}
        checked={length === rows.length}
        ref={(box) => {
          if (box) box.indeterminate = length > 0 && length < rows.length;
        }}
        onChange={(event) => selection.setAll(event.target.checked)}
      />
    </span>
  );
}

interface TicketRowsProps {
  rows: JsonText<TicketRowData[]>;
  audience: Audience;
  /** The moment of a list as it was. */
  at?: Date;
  /** Accessible name of the list. */
  label: string;
  /** Column heads, shown where rows are one line. */
  heads: {
    turn: string;
    subject: string;
    organization: string | null;
    status: string;
    priority: string;
    /** Staff only. */
    reply: string | null;
    activity: string;
  };
  unreadLabel: string;
  /** Without it, rows cannot be selected. */
  commands?: SelectionCommands;
  /** The list shows archived tickets only. */
  isArchive: boolean;
  newestEventId: string;
  /** Not closed yet, or not at all. */
  closing?: readonly ClosingTicket[];
  /** Of each turn that a row has. */
  turnLabels: Partial<Record<Turn, string>>;
}

/** Rendered in the browser: server markup would send each row twice. */
export function TicketRows(props: TicketRowsProps) {
  const { audience, at, label, heads, unreadLabel, turnLabels, commands, isArchive } = props;
  const rows = useMemo(() => fromJsonText(props.rows), [props.rows]);
  const known = useSelection(rows.map(({ id }) => id));
  const isHydrated = useHydrated();
  const relative = useRelativeTimes();
  const selection = commands && isHydrated ? known : null;
  return (
    <>
      <div className={commands ? "tickets selects" : "tickets"}>
        <p aria-hidden className={`ticket heads${heads.organization ? " of-many" : ""}`}>
          <span>{heads.turn}</span>
          <span className="last">{heads.activity}</span>
          <span>{heads.subject}</span>
          {heads.organization ? <span>{heads.organization}</span> : null}
          <span>{heads.status}</span>
          <span>{heads.priority}</span>
          {heads.reply ? <span>{heads.reply}</span> : null}
        </p>
        <ul aria-label={label}>
          {rows.map((row) => (
            <TicketRow
              key={row.id}
              row={row}
              audience={audience}
              at={at}
              unreadLabel={unreadLabel}
              selection={selection}
              relative={relative}
              turnLabel={turnLabels[row.turn] ?? row.turn}
            />
          ))}
        </ul>
        {selection ? <HeadCheckbox rows={rows} selection={selection} /> : null}
      </div>
      {commands && known.wasUsed ? (
        <SelectionBar
          ids={known.ids}
          isFull={known.isFull}
          isArchive={isArchive}
          newestEventId={props.newestEventId}
          closing={props.closing}
          commands={commands}
          clear={() => known.setAll(false)}
        />
      ) : null}
    </>
  );
}
