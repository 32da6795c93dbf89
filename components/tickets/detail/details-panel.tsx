import Link from "next/link";
import type { ReactNode } from "react";

import { DescriptionList, DescriptionRow } from "@/components/ui/description-list";
import { Panel } from "@/components/ui/panel";
import { FactValue } from "@/components/ui/text/fact-value";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { Translate } from "@/lib/i18n/message";
import { type Audience, connectionSyncUrl, serviceUrl } from "@/lib/routes";
import { formatNumber } from "@/lib/text/format-number";
import type { TicketDetail } from "@/lib/tickets/detail/types";
import { useTexts } from "#texts";

import { DetailValue } from "./detail-value";
import { type MarkSensitive, SensitiveSetting } from "./sensitive-setting";
import { waitingEntries } from "./waiting-entries";

interface Entry {
  label: string;
  value: ReactNode;
  staffOnly?: boolean;
}

/** Returns the fields that every provider's tickets have. */
function commonEntries(
  t: Translate,
  ticket: TicketDetail,
  locale: Locale,
  audience: Audience,
  withCollaborators: boolean,
): Entry[] {
  const account = (
    <span translate="no">
      {ticket.provider.name} · {ticket.connectionLabel}
    </span>
  );
  const name = (text: string | null) =>
    text ? (
      <span lang="" translate="no">
        {text}
      </span>
    ) : null;
  const time = (at: Date | null) => (at ? <Time at={at} locale={locale} show="full" /> : null);
  const entries: Entry[] = [
    { label: t("ticket.details.organization"), value: name(ticket.organizationName) },
    {
      label: t("ticket.details.account"),
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
    {
      label: ticket.categoryLabel,
      value: ticket.category === null ? null : <MarkedText text={ticket.category} />,
    },
    { label: t("ticket.details.requester"), value: name(ticket.requesterName) },
    { label: t("ticket.details.cc"), value: name(ticket.cc.join(", ")) },
    {
      label: t("ticket.details.collaborators"),
      value: withCollaborators ? name(ticket.collaboratorIds.join(", ")) : null,
    },
    {
      label: t("ticket.details.messages"),
      value:
        ticket.messageCount === null ? null : formatNumber(ticket.messageCount, locale.language),
    },
    { label: t("ticket.details.opened"), value: time(ticket.openedAt) },
    ...waitingEntries(t, ticket.waiting, locale, audience),
    { label: t("ticket.details.updated"), value: time(ticket.updatedAt) },
    { label: t("ticket.details.lastMessage"), value: time(ticket.lastMessageAt) },
    { label: t("ticket.details.firstSeen"), value: time(ticket.firstSeenAt) },
    {
      label: t("ticket.details.idAt", { provider: ticket.provider.name }),
      value: (
        <code translate="no" className="text-xs">
          {ticket.externalId}
        </code>
      ),
    },
  ];
  return entries.filter(({ value }) => value !== null && value !== "");
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
  const t = useTexts();
  if (ticket.serviceDetails.length === 0) return null;
  return (
    <div className="border-t px-4 py-4">
      <h3 className="mb-1 text-[0.8125rem] font-semibold text-muted-foreground">
        {t("ticket.details.services")}
      </h3>
      <p className="mb-3 text-xs text-muted-foreground">
        {ticket.asOf ? t("ticket.details.servicesThen") : t("ticket.details.servicesAtFirst")}
      </p>
      <ul className="grid gap-4">
        {ticket.serviceDetails.map((service, index) => (
          <li key={service.id ?? index}>
            <p className="font-medium [overflow-wrap:anywhere]">
              <bdi lang="" translate="no">
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
              <span className="font-normal text-muted-foreground">
                <MarkedText text={service.kindLabel} />
              </span>
            </p>
            {service.externalId ? (
              <p className="text-muted-foreground [overflow-wrap:anywhere]">
                <code translate="no" className="text-xs">
                  {service.externalId}
                </code>
              </p>
            ) : null}
            <DescriptionList className="mt-1.5 grid gap-1.5 empty:hidden">
              {service.details.map(({ label, isLabelKnown, value, isValueOurs }) => (
                <DescriptionRow key={label} label={label} isLabelOurs={isLabelKnown}>
                  <FactValue value={value} locale={locale} isOurs={isValueOurs} />
                </DescriptionRow>
              ))}
              {service.goneAt ? (
                <DescriptionRow label={t("ticket.details.now")}>
                  {t("ticket.details.notListed", { provider: ticket.provider.name })}
                </DescriptionRow>
              ) : service.now ? (
                <DescriptionRow label={t("ticket.details.statusNow")}>
                  <MarkedText text={service.now} />
                </DescriptionRow>
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
  /** Absent for those who may not change it. */
  markSensitive?: MarkSensitive;
}

/** Shows all fields of the ticket. */
export function DetailsPanel({
  ticket,
  locale,
  audience,
  collaborators,
  markSensitive,
}: DetailsPanelProps) {
  const t = useTexts();
  const own = ticket.details.map((detail): Entry => ({
    label: detail.label,
    staffOnly: detail.staffOnly,
    value: <DetailValue detail={detail} locale={locale} />,
  }));
  return (
    <Panel title={t("ticket.details.title")}>
      <DescriptionList className="grid gap-2.5 px-4 py-4">
        {[...commonEntries(t, ticket, locale, audience, !collaborators), ...own].map(
          ({ label, value, staffOnly }) => (
            <DescriptionRow
              key={label}
              label={label}
              note={staffOnly ? t("ticket.details.staffOnly") : undefined}
            >
              {value}
            </DescriptionRow>
          ),
        )}
      </DescriptionList>
      {collaborators}
      {markSensitive ? (
        <SensitiveSetting
          key={ticket.id}
          ticketId={ticket.id}
          isSensitive={ticket.isSensitive}
          mark={markSensitive}
        />
      ) : null}
      <Services ticket={ticket} locale={locale} audience={audience} />
    </Panel>
  );
}
