import type { ReactNode } from "react";

import { nextTry, syncState } from "@/components/freshness/sync-state";
import { DescriptionCell, DescriptionList } from "@/components/ui/description-list";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { UpcomingTime } from "@/components/ui/time/upcoming-time";
import type { ConnectionView } from "@/lib/connections/types";
import { formatNumber } from "@/lib/text/format-number";
import { useTexts } from "#texts";

interface ConnectionFactsProps {
  connection: ConnectionView;
  locale: Locale;
  showOrganization: boolean;
  now?: Date;
}

function NextSync({
  connection,
  locale,
  now,
}: {
  connection: ConnectionView;
  locale: Locale;
  now: Date;
}): ReactNode {
  const t = useTexts();
  const state = syncState(connection, now);
  if (state === "needs_key") return t("connections.next.needsKey");
  if (state === "paused") return t("connections.next.paused");
  if (connection.running) return t("connections.next.now");
  const nextAt = nextTry(connection);
  if (!nextAt) return t("connections.next.none");
  return nextAt > now ? (
    <UpcomingTime at={nextAt} locale={locale} now={now} />
  ) : (
    t("connections.next.due")
  );
}

/** The account, its counts and its last and next sync. */
export function ConnectionFacts({
  connection,
  locale,
  showOrganization,
  now = new Date(),
}: ConnectionFactsProps) {
  const t = useTexts();
  const { account, lastRun } = connection;
  const who = [account.name, account.email].filter(Boolean).join(", ") || account.id;
  const facts = [
    showOrganization
      ? {
          label: t("connections.facts.organization"),
          value: <span translate="no">{connection.organizationName}</span>,
        }
      : null,
    who
      ? {
          label: t("connections.facts.account"),
          value: (
            <span lang="" translate="no">
              {who}
            </span>
          ),
        }
      : null,
    {
      label: t("connections.facts.tickets"),
      value: [
        formatNumber(connection.ticketCount, locale.language),
        ...(connection.goneCount > 0
          ? [
              t("connections.goneTickets", {
                count: connection.goneCount,
                provider: connection.providerName,
              }),
            ]
          : []),
      ].join(", "),
    },
    {
      label: t("connections.facts.lastChecked"),
      value: connection.lastReadAt ? (
        <Time at={connection.lastReadAt} locale={locale} />
      ) : (
        t("connections.neverChecked")
      ),
    },
    lastRun
      ? {
          label: t("connections.facts.lastSync"),
          value: t("connections.lastSyncResult", {
            outcome: lastRun.outcome,
            checked: lastRun.ticketsRead,
            changed: lastRun.ticketsChanged,
          }),
        }
      : null,
    connection.status === "disconnected"
      ? null
      : {
          label: t("connections.facts.nextSync"),
          value: <NextSync connection={connection} locale={locale} now={now} />,
        },
  ].filter((fact) => fact !== null);
  return (
    <DescriptionList className="flex flex-wrap gap-x-8 gap-y-2">
      {facts.map((fact) => (
        <DescriptionCell key={fact.label} label={fact.label}>
          {fact.value}
        </DescriptionCell>
      ))}
    </DescriptionList>
  );
}
