import type { ReactNode } from "react";

import { TurnBadge } from "@/components/tickets/turn-badge";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { ElapsedTime } from "@/components/ui/time/elapsed-time";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { Overview, UnsettledSubmission, WaitingTicket } from "@/lib/review/overview/types";
import { submissionsUrl, syncUrl, ticketUrl } from "@/lib/routes";
import { TURN_LABELS } from "@/lib/tickets/filter-names";
import { useTexts } from "#texts";

import { FigureLink } from "./figure-link";
import { listUrl } from "./overview-urls";

interface NowProps {
  overview: Overview;
  locale: Locale;
}

export function NowPanels({ overview, locale }: NowProps) {
  const t = useTexts();
  const { filters, now } = overview;
  const { organization, provider } = filters;
  const of = { organization, provider };
  const syncList = organization === undefined && provider === undefined;
  return (
    <section aria-label={t("overview.now")} className="grid gap-4">
      <h2 className="text-lg font-semibold">{t("overview.now")}</h2>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-7">
        {now.turns.map(({ turn, count, isMore }) => (
          <Figure key={turn} label={t(TURN_LABELS.staff[turn])}>
            <FigureLink count={count} href={listUrl(filters, { turn })}>
              {isMore ? t("overview.more", { count }) : undefined}
            </FigureLink>
          </Figure>
        ))}
        <Figure label={t("overview.unknown")}>
          <FigureLink count={now.unknown} href={submissionsUrl({ ...of, state: "unknown" })} />
        </Figure>
        <Figure label={t("overview.rejected")}>
          <FigureLink count={now.rejected} href={submissionsUrl({ ...of, state: "rejected" })} />
        </Figure>
        <Figure label={t("overview.failing")}>
          <FigureLink
            count={now.failing}
            href={syncList ? syncUrl({ state: "failing" }) : undefined}
          />
        </Figure>
      </dl>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {(["theirs", "yours"] as const).map((turn) => (
          <Panel
            key={turn}
            title={t(turn === "theirs" ? "overview.waitsTheirs" : "overview.waitsYours")}
          >
            <WaitList tickets={now.waits[turn]} locale={locale} />
            {now.waits[turn].length > 0 ? (
              <p className="border-t px-4 py-2">
                <Link href={listUrl(filters, { turn, sort: "waiting" })} className="text-link">
                  {t("overview.waitsAll")}
                </Link>
              </p>
            ) : null}
          </Panel>
        ))}
      </div>
      {now.submissions.length > 0 ? <Submissions overview={overview} locale={locale} /> : null}
    </section>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid content-between rounded-lg border bg-card px-3 py-2">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="text-xl font-semibold">{children}</dd>
    </div>
  );
}

function WaitList({ tickets, locale }: { tickets: readonly WaitingTicket[]; locale: Locale }) {
  const t = useTexts();
  if (tickets.length === 0)
    return <p className="px-4 py-3 text-muted-foreground">{t("overview.waitsNone")}</p>;
  return (
    <ol className="divide-y">
      {tickets.map((ticket) => (
        <li
          key={ticket.id}
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 px-4 py-2.5"
        >
          <Link href={ticketUrl("staff", ticket.id)} lang="" className="text-link min-w-0">
            {ticket.subject}
          </Link>
          <span className="font-medium">
            <ElapsedTime at={ticket.since} locale={locale} />
          </span>
          <span lang="" className="col-span-2 text-[0.8125rem] text-muted-foreground">
            #{ticket.number} · {ticket.providerName} · {ticket.organizationName}
          </span>
        </li>
      ))}
    </ol>
  );
}

const STATE_TURNS: Readonly<Record<UnsettledSubmission["state"], "unclear" | "yours" | "paused">> =
  { unknown: "unclear", needs_decision: "yours", rejected: "paused" };

function Submissions({ overview: { now, filters }, locale }: NowProps) {
  const t = useTexts();
  const { organization, provider } = filters;
  const all = now.unknown + now.rejected;
  return (
    <Panel title={t("overview.submissions.title")}>
      <ul className="divide-y">
        {now.submissions.map(({ id, state, subject, ticketId, ...from }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2.5">
            <TurnBadge turn={STATE_TURNS[state]} label={t(`overview.submissions.${state}`)} />
            {ticketId === null ? (
              <span>
                {t("overview.submissions.newTicket")}
                {subject === null ? null : <span lang="">{`: ${subject}`}</span>}
              </span>
            ) : (
              <Link href={ticketUrl("staff", ticketId)} lang="" className="text-link">
                {subject ?? t("tickets.noSubject")}
              </Link>
            )}
            <span lang="" className="text-[0.8125rem] text-muted-foreground">
              {from.organizationName} · {from.accountLabel}
            </span>
            <Time at={from.at} locale={locale} className="text-[0.8125rem] sm:ml-auto" />
          </li>
        ))}
      </ul>
      {all > now.submissions.length ? (
        <p className="border-t px-4 py-2 text-[0.8125rem] text-muted-foreground">
          {t("overview.submissions.latest", { count: now.submissions.length, all })}{" "}
          <Link href={submissionsUrl({ organization, provider })} className="text-link">
            {t("overview.submissions.all")}
          </Link>
        </p>
      ) : null}
    </Panel>
  );
}
