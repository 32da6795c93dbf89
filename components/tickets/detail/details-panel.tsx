import Link from "next/link";
import type { ReactNode } from "react";

import { DescriptionList, DescriptionRow } from "@/components/ui/description-list";
import { Panel } from "@/components/ui/panel";
import { FactValue } from "@/components/ui/text/fact-value";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { type Audience, connectionSyncUrl, serviceUrl } from "@/lib/routes";
import type { TicketDetail } from "@/lib/tickets/detail/types";

import { DetailValue } from "./detail-value";

interface Entry {
  label: string;
  value: ReactNode;
  staffOnly?: boolean;
}

/** Returns the fields that every provider's tickets have. */
function commonEntries(ticket: TicketDetail, locale: Locale): Entry[] {
  const account = `${ticket.provider.name} · ${ticket.connectionLabel}`;
  const time = (at: Date | null) => (at ? <Time at={at} locale={locale} show="full" /> : null);
  return [
    { label: "Organization", value: ticket.organizationName },
    {
      label: "Account",
      value:
        ticket.organizationName === null ? (
          account
        ) : (
          <Link
            href={connectionSyncUrl(ticket.connectionId)}
            prefetch={false}
            className="text-link"
          >
            {account}
          </Link>
        ),
    },
    { label: ticket.categoryLabel, value: ticket.category },
    { label: "Requester", value: ticket.requesterName },
    { label: "CC", value: ticket.cc.join(", ") },
    { label: "Collaborators", value: ticket.collaboratorIds.join(", ") },
    {
      label: "Messages",
      value:
        ticket.messageCount === null ? null : ticket.messageCount.toLocaleString(locale.language),
    },
    { label: "Opened", value: time(ticket.openedAt) },
    { label: "Updated", value: time(ticket.updatedAt) },
    { label: "Last message", value: time(ticket.lastMessageAt) },
    { label: "First seen here", value: time(ticket.firstSeenAt) },
    {
      label: `Id at ${ticket.provider.name}`,
      value: <code className="text-xs">{ticket.externalId}</code>,
    },
  ];
}

function Services({
  ticket,
  locale,
  audience,
}: {
  ticket: TicketDetail;
  locale: Locale;
  audience: Audience;
}) {
  if (ticket.serviceDetails.length === 0) return null;
  return (
    <div className="border-t px-4 py-4">
      <h3 className="mb-1 text-[0.8125rem] font-semibold text-muted-foreground">Services</h3>
      <p className="mb-3 text-xs text-muted-foreground">
        {ticket.asOf ? "As they were then." : "As they were when this ticket was first read."}
      </p>
      <ul className="grid gap-4">
        {ticket.serviceDetails.map((service, index) => (
          <li key={service.id ?? index}>
            <p className="font-medium [overflow-wrap:anywhere]">
              <bdi>
                {service.id ? (
                  <Link
                    href={serviceUrl(audience, service.id)}
                    prefetch={false}
                    className="text-link"
                  >
                    {service.name}
                  </Link>
                ) : (
                  service.name
                )}
              </bdi>{" "}
              <span className="font-normal text-muted-foreground">{service.kindLabel}</span>
            </p>
            {service.externalId ? (
              <p className="text-muted-foreground [overflow-wrap:anywhere]">
                <code className="text-xs">{service.externalId}</code>
              </p>
            ) : null}
            <DescriptionList className="mt-1.5 grid gap-1.5 empty:hidden">
              {service.details.map(({ label, value }) => (
                <DescriptionRow key={label} label={label}>
                  <FactValue value={value} locale={locale} />
                </DescriptionRow>
              ))}
              {service.goneAt ? (
                <DescriptionRow label="Now">{`no longer listed by ${ticket.provider.name}`}</DescriptionRow>
              ) : service.now ? (
                <DescriptionRow label="Status now">{service.now}</DescriptionRow>
              ) : null}
            </DescriptionList>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface DetailsPanelProps {
  ticket: TicketDetail;
  locale: Locale;
  audience: Audience;
  /** Editable list that replaces the plain one. */
  collaborators?: ReactNode;
}

/** Shows all fields of the ticket. */
export function DetailsPanel({ ticket, locale, audience, collaborators }: DetailsPanelProps) {
  const own = ticket.details.map((detail): Entry => ({
    label: detail.label,
    staffOnly: detail.staffOnly,
    value: <DetailValue detail={detail} locale={locale} />,
  }));
  return (
    <Panel title="Details">
      <DescriptionList className="grid gap-2.5 px-4 py-4">
        {[
          ...commonEntries(ticket, locale).filter(
            ({ label, value }) =>
              value !== null && value !== "" && !(collaborators && label === "Collaborators"),
          ),
          ...own,
        ].map(({ label, value, staffOnly }) => (
          <DescriptionRow key={label} label={label} note={staffOnly ? "Staff only" : undefined}>
            {value}
          </DescriptionRow>
        ))}
      </DescriptionList>
      {collaborators}
      <Services ticket={ticket} locale={locale} audience={audience} />
    </Panel>
  );
}
