import { TicketPlus } from "lucide-react";

import { ServiceStatus } from "@/components/services/service-status";
import { buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";
import { ProviderAvatar } from "@/components/ui/provider-avatar";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { Translate } from "@/lib/i18n/message";
import type { ServiceListItem } from "@/lib/inventory/types";
import { newTicketUrl, serviceUrl } from "@/lib/routes";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

function ticketCountText(t: Translate, { tickets, openTickets }: ServiceListItem): string {
  if (tickets === 0) return t("services.noTickets");
  return openTickets === 0
    ? t("services.ticketsDone", { tickets })
    : t("services.ticketsOpen", { tickets, open: openTickets });
}

interface ServiceRowProps {
  service: ServiceListItem;
  locale: Locale;
  /** Its group holds other kinds, too. */
  showKind: boolean;
  showAccount: boolean;
}

/** The whole row is the hit area of its link. */
function ServiceRow({ service, locale, showKind, showAccount }: ServiceRowProps) {
  const t = useTexts();
  const { changedAt, expiresAt, hasExpired } = service;
  return (
    <li
      className={cn(
        "relative grid items-center gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-muted lg:text-[0.8125rem]",
        "lg:grid-cols-[minmax(0,1fr)_8rem_9rem_9rem_8rem_2.25rem]",
      )}
    >
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 max-lg:pr-8">
        <Link
          href={serviceUrl("customer", service.id)}
          data-row-link=""
          className={cn(
            "text-sm font-medium [overflow-wrap:anywhere] after:absolute after:inset-0",
            "focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2",
            "focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring",
          )}
          lang=""
          translate="no"
        >
          {service.name}
        </Link>
        {showKind ? (
          <span className="text-[0.8125rem] text-muted-foreground">
            <MarkedText text={service.kindLabel} />
          </span>
        ) : null}
        {showAccount ? (
          <span className="inline-flex min-w-0 items-center gap-1.5 text-[0.8125rem] text-muted-foreground max-lg:basis-full">
            <ProviderAvatar name={service.providerName} />
            <span translate="no" className="min-w-0 truncate">
              {service.providerName} · {service.connectionLabel}
            </span>
          </span>
        ) : null}
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem] lg:contents">
        <span className="empty:hidden lg:empty:block">
          <ServiceStatus service={service} />
        </span>
        <span
          className={cn(
            "empty:hidden lg:empty:block",
            service.expiresSoon ? "font-medium text-warning" : "text-muted-foreground",
          )}
        >
          {expiresAt
            ? t.rich(hasExpired ? "services.expired" : "services.expires", {
                time: () => <Time at={expiresAt} locale={locale} />,
              })
            : null}
        </span>
        <span>{ticketCountText(t, service)}</span>
        <span className="text-muted-foreground empty:hidden lg:text-right lg:empty:block">
          {changedAt
            ? t.rich("services.changed", { time: () => <Time at={changedAt} locale={locale} /> })
            : null}
        </span>
        {service.mayFile ? (
          <Link
            href={newTicketUrl({ service: service.id })}
            aria-label={t("services.fileAbout", { name: service.name })}
            title={t("services.fileAboutThis")}
            className={buttonVariants({
              variant: "ghost",
              size: "icon",
              className: "z-1 max-lg:absolute max-lg:top-1 max-lg:right-1 lg:relative",
            })}
          >
            <TicketPlus aria-hidden />
          </Link>
        ) : null}
      </div>
    </li>
  );
}

interface ServiceGroup {
  key: string;
  /** For `MarkedText`. */
  label: string;
  isMixed: boolean;
  services: ServiceListItem[];
}

/** Groups: needing attention, each kind, then no longer listed; in the list's order. */
function groupServices(t: Translate, services: readonly ServiceListItem[]): ServiceGroup[] {
  const groups = new Map<string, ServiceGroup>();
  for (const service of services) {
    const isMixed = service.goneAt !== null || service.isTroubled;
    const key = service.goneAt ? "gone" : service.isTroubled ? "troubled" : `kind ${service.kind}`;
    const label = service.goneAt
      ? t("services.noLongerListed")
      : service.isTroubled
        ? t("services.attention")
        : service.groupLabel;
    const group = groups.get(key) ?? { key, label, isMixed, services: [] };
    group.services.push(service);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const headingId = ({ services }: ServiceGroup) => `group-${services[0]?.id ?? ""}`;

interface ServiceListProps {
  services: ServiceListItem[];
  locale: Locale;
  /** There is more than one. */
  hasAccounts: boolean;
}

export function ServiceList({ services, locale, hasAccounts }: ServiceListProps) {
  const t = useTexts();
  return (
    <div role="group" aria-label={t("services.list")} className="list-results grid gap-5">
      {groupServices(t, services).map((group) => (
        <section key={group.key} className="grid gap-2">
          <h2 id={headingId(group)} className="text-sm font-semibold">
            <MarkedText text={group.label} />
          </h2>
          <ul
            aria-labelledby={headingId(group)}
            className="divide-y overflow-hidden rounded-lg border bg-card"
          >
            {group.services.map((service) => (
              <ServiceRow
                key={service.id}
                service={service}
                locale={locale}
                showKind={group.isMixed}
                showAccount={hasAccounts}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
