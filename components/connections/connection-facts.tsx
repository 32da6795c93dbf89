import { Fragment, type ReactNode } from "react";

import { nextTry, syncState } from "@/components/freshness/sync-state";
import { Countdown } from "@/components/ui/time/countdown";
import { timeUntil } from "@/components/ui/time/durations";
import { fullTime, type Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { ConnectionView } from "@/lib/connections/types";
import type { Translate } from "@/lib/i18n/message";
import { useTexts } from "#texts";

interface ConnectionFactsProps {
  connection: ConnectionView;
  locale: Locale;
  showOrganization: boolean;
  now?: Date;
}

/** In a line that begins with the number of tickets; null while no sync is due. */
function nextSync(t: Translate, { connection, locale, now }: Required<NextSyncProps>): ReactNode {
  const state = syncState(connection, now);
  if (state === "disconnected") return null;
  if (state === "needs_key") return t("connections.next.needsKey");
  if (state === "paused") return t("connections.next.paused");
  if (connection.running) return t("connections.next.now");
  const nextAt = nextTry(connection);
  if (!nextAt) return t("connections.next.none");
  if (nextAt <= now) return t("connections.next.due");
  const initial = timeUntil(t, nextAt.getTime(), now.getTime(), locale.language);
  const iso = nextAt.toISOString();
  return t.rich("connections.next.in", {
    time: () => (
      <time dateTime={iso} title={fullTime(nextAt, locale)}>
        <Countdown key={iso} iso={iso} initial={initial} />
      </time>
    ),
  });
}

type NextSyncProps = Pick<ConnectionFactsProps, "connection" | "locale" | "now">;

/** The account, its tickets and when it was and will be checked, in one line. */
export function ConnectionFacts({
  connection,
  locale,
  showOrganization,
  now = new Date(),
}: ConnectionFactsProps) {
  const t = useTexts();
  const { account, goneCount, lastReadAt, organizationName, providerName, ticketCount } =
    connection;
  const who = [account.name, account.email].filter(Boolean).join(", ") || account.id;
  const facts = [
    showOrganization ? <span translate="no">{organizationName}</span> : null,
    who ? (
      <span lang="" translate="no">
        {who}
      </span>
    ) : null,
    connection.progress?.isFirst
      ? null
      : t("connections.facts.tickets", { count: ticketCount - goneCount }),
    goneCount > 0
      ? t("connections.goneTickets", { count: goneCount, provider: providerName })
      : null,
    lastReadAt
      ? t.rich("connections.facts.checked", {
          time: () => <Time at={lastReadAt} locale={locale} />,
        })
      : t("connections.neverChecked"),
    nextSync(t, { connection, locale, now }),
  ].filter((fact) => fact !== null);
  return (
    <p className="text-[0.8125rem] text-muted-foreground">
      {facts.map((fact, index) => (
        <Fragment key={index}>
          {index > 0 ? " · " : null}
          {fact}
        </Fragment>
      ))}
    </p>
  );
}
