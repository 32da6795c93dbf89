import type { ReactNode } from "react";

import { Link } from "@/components/ui/navigation/link";
import { MarkedText } from "@/components/ui/text/marked-text";
import { fullTime, type Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { type Audience, connectionSyncUrl, serviceUrl } from "@/lib/routes";
import { formatNumber } from "@/lib/text/format-number";
import type {
  DetailView,
  FiledValue,
  LinkedServiceView,
  TicketDetail,
} from "@/lib/tickets/detail/types";
import type { useTexts } from "#texts";

import { DetailValue, ProvidersId } from "./detail-value";
import { waitingEntries } from "./waiting-entries";

type Texts = ReturnType<typeof useTexts>;

export interface TicketEntry {
  /** A `MainDetail`, or another fact of every ticket. */
  key: string;
  label: string;
  value: ReactNode;
  /** Replaces an id among the main facts. */
  name?: string | null;
  staffOnly?: boolean;
  /** Not read from the provider. */
  isAsFiled?: boolean;
}

interface EntryOptions {
  locale: Locale;
  audience: Audience;
  /** False where they are listed on their own. */
  withCollaborators: boolean;
}

function named(text: string | null): ReactNode {
  return text ? (
    <span lang="" translate="no">
      {text}
    </span>
  ) : null;
}

/** A name with its kind behind it. */
function LinkedService({ service, audience }: { service: LinkedServiceView; audience: Audience }) {
  return (
    <span className="block">
      <bdi lang="" translate="no">
        {service.id ? (
          <Link href={serviceUrl(audience, service.id)} className="text-link">
            {service.name}
          </Link>
        ) : (
          service.name
        )}
      </bdi>{" "}
      <span className="text-muted-foreground">
        <MarkedText text={service.kindLabel} />
      </span>
    </span>
  );
}

/** The person who filed it here, and the account that the provider shows. */
function requesterOf(t: Texts, { filedBy, requesterName }: TicketDetail): ReactNode {
  if (filedBy === null) return named(requesterName);
  if (!requesterName || requesterName.toLowerCase() === filedBy.toLowerCase())
    return named(filedBy);
  return (
    <>
      {named(filedBy)}, {t.rich("conversation.viaAccount", { name: () => named(requesterName) })}
    </>
  );
}

function accountOf(ticket: TicketDetail): ReactNode {
  const account = (
    <span translate="no">
      {ticket.provider.name} · {ticket.connectionLabel}
    </span>
  );
  if (ticket.organizationName === null) return account;
  return (
    <Link href={connectionSyncUrl(ticket.connectionId)} className="text-link">
      {account}
    </Link>
  );
}

/** Times that are shown already are left out. */
function timeEntries(t: Texts, ticket: TicketDetail, locale: Locale): TicketEntry[] {
  const times = [
    { key: "opened", label: t("ticket.details.opened"), at: ticket.openedAt },
    { key: "updated", label: t("ticket.details.updated"), at: ticket.updatedAt },
    { key: "lastMessage", label: t("ticket.details.lastMessage"), at: ticket.lastMessageAt },
    { key: "firstSeen", label: t("ticket.details.firstSeen"), at: ticket.firstSeenAt },
  ];
  const shown = new Set<string>();
  return times.flatMap(({ key, label, at }) => {
    const text = at && fullTime(at, locale);
    if (text === null || shown.has(text)) return [];
    shown.add(text);
    return [{ key, label, value: at && <Time at={at} locale={locale} show="full" /> }];
  });
}

function collaboratorsOf({ collaboratorIds, userNames }: TicketDetail): ReactNode {
  if (collaboratorIds.length === 0) return null;
  return collaboratorIds.map((id) => (
    <span key={id} className="block">
      <ProvidersId id={id} name={userNames.get(id)} />
    </span>
  ));
}

/** Returns everything that the ticket's fields say. */
export function ticketEntries(
  t: Texts,
  ticket: TicketDetail,
  { locale, audience, withCollaborators }: EntryOptions,
): TicketEntry[] {
  const services = ticket.serviceDetails;
  const [opened, ...laterTimes] = timeEntries(t, ticket, locale);
  const entries: TicketEntry[] = [
    {
      key: "organization",
      label: t("ticket.details.organization"),
      value: named(ticket.organizationName),
    },
    { key: "account", label: t("ticket.details.account"), value: accountOf(ticket) },
    {
      key: "category",
      label: ticket.categoryLabel,
      value: ticket.category === null ? null : <MarkedText text={ticket.category} />,
    },
    {
      key: "service",
      label: t("ticket.details.service", { count: services.length }),
      value:
        services.length === 0
          ? null
          : services.map((service, index) => (
              <LinkedService key={service.id ?? index} service={service} audience={audience} />
            )),
    },
    {
      key: "requester",
      label: t("ticket.details.requester"),
      value: requesterOf(t, ticket),
    },
    { key: "cc", label: t("ticket.details.cc"), value: named(ticket.cc.join(", ")) },
    {
      key: "collaborators",
      label: t("ticket.details.collaborators"),
      value: withCollaborators ? collaboratorsOf(ticket) : null,
    },
    {
      key: "messages",
      label: t("ticket.details.messages"),
      value:
        ticket.messageCount === null ? null : formatNumber(ticket.messageCount, locale.language),
    },
    ...(opened ? [opened] : []),
    ...waitingEntries(t, ticket.waiting, locale, audience),
    ...laterTimes,
    {
      key: "id",
      label: t("ticket.details.idAt", { provider: ticket.provider.name }),
      value: <ProvidersId id={ticket.externalId} />,
    },
    ...ticket.details.map((detail) => detailEntry(detail, locale)),
    ...ticket.filedValues.map(filedEntry),
  ];
  return entries.filter(({ value }) => value !== null && value !== "");
}

function filedEntry({ name, label, value }: FiledValue): TicketEntry {
  return {
    key: `filed.${name}`,
    label,
    isAsFiled: true,
    value: (
      <span lang="" className="prose-plain">
        {value}
      </span>
    ),
  };
}

function detailEntry(detail: DetailView, locale: Locale): TicketEntry {
  return {
    key: `fields.${detail.key}`,
    label: detail.label,
    staffOnly: detail.staffOnly,
    name: detail.name,
    value: <DetailValue detail={detail} locale={locale} />,
  };
}

/**
 * Splits the entries into the main ones, in their order, and the others. An id is a main one by its
 * name only, and among the others in any case. Text that was only filed here comes first: it says
 * more about the priority above.
 */
export function splitEntries(
  entries: readonly TicketEntry[],
  { mainDetails, details }: Pick<TicketDetail, "mainDetails" | "details">,
): { main: TicketEntry[]; others: TicketEntry[] } {
  const ids = new Set(details.filter(({ isId }) => isId).map(({ key }) => `fields.${key}`));
  const main = [
    ...entries.filter(({ isAsFiled }) => isAsFiled),
    ...mainDetails.flatMap((key) =>
      entries
        .filter((entry) => entry.key === key && (!ids.has(key) || Boolean(entry.name)))
        .map((entry) => (entry.name ? { ...entry, value: named(entry.name) } : entry)),
    ),
  ];
  const shown = new Set(main.map(({ key }) => key));
  return { main, others: entries.filter(({ key }) => !shown.has(key) || ids.has(key)) };
}
