import type { ReactNode } from "react";

import { nextTry, syncState } from "@/components/freshness/sync-state";
import { DescriptionCell, DescriptionList } from "@/components/ui/description-list";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { UpcomingTime } from "@/components/ui/time/upcoming-time";
import type { ConnectionView } from "@/lib/connections/types";

const OUTCOMES: Record<NonNullable<ConnectionView["lastRun"]>["outcome"], string> = {
  running: "under way",
  complete: "complete",
  partial: "partly done",
  failed: "failed",
  handed_on: "goes on",
};

interface ConnectionFactsProps {
  connection: ConnectionView;
  locale: Locale;
  showOrganization: boolean;
  now?: Date;
}

function NextReading({
  connection,
  locale,
  now,
}: {
  connection: ConnectionView;
  locale: Locale;
  now: Date;
}): ReactNode {
  const state = syncState(connection, now);
  if (state === "needs_key") return "After the key is replaced";
  if (state === "paused") return "Paused by the portal’s staff";
  if (connection.running) return "Now";
  const nextAt = nextTry(connection);
  if (!nextAt) return "Not planned";
  return nextAt > now ? <UpcomingTime at={nextAt} locale={locale} now={now} /> : "Due now";
}

/** The account, its counts and its last and next sync. */
export function ConnectionFacts({
  connection,
  locale,
  showOrganization,
  now = new Date(),
}: ConnectionFactsProps) {
  const { account, lastRun } = connection;
  const who = [account.name, account.email].filter(Boolean).join(", ") || account.id;
  const facts = [
    showOrganization ? { label: "Organization", value: connection.organizationName } : null,
    who ? { label: "Account", value: who } : null,
    { label: "Tickets", value: connection.ticketCount.toLocaleString(locale.language) },
    {
      label: "Last read",
      value: connection.lastReadAt ? (
        <Time at={connection.lastReadAt} locale={locale} />
      ) : (
        "Not yet"
      ),
    },
    lastRun
      ? {
          label: "Last run",
          value: (
            <>
              {OUTCOMES[lastRun.outcome]}, {lastRun.ticketsRead.toLocaleString(locale.language)}{" "}
              read, {lastRun.ticketsChanged.toLocaleString(locale.language)} changed
            </>
          ),
        }
      : null,
    connection.status === "disconnected"
      ? null
      : {
          label: "Next reading",
          value: <NextReading connection={connection} locale={locale} now={now} />,
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
