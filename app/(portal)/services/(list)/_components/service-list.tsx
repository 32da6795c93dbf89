import { TicketPlus } from "lucide-react";
import Link from "next/link";

import { ServiceStatus } from "@/components/services/service-status";
import { buttonVariants } from "@/components/ui/button";
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

function ServiceRow({ service, locale }: { service: ServiceListItem; locale: Locale }) {
  const t = useTexts();
  const { changedAt } = service;
  return (
    <li
      className={cn(
        "grid items-center gap-x-6 gap-y-2 px-4 py-3 sm:text-[0.8125rem]",
        "sm:grid-cols-[minmax(0,1fr)_10rem_9rem_11rem_2.25rem]",
      )}
    >
      <div className="min-w-0">
        <Link
          href={serviceUrl("customer", service.id)}
          prefetch={false}
          data-row-link=""
          className="text-link text-sm font-medium [overflow-wrap:anywhere]"
          lang=""
          translate="no"
        >
          {service.name}
        </Link>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem] text-muted-foreground">
          <span>
            <MarkedText text={service.kindLabel} />
          </span>
          <span className="inline-flex items-center gap-1.5">
            <ProviderAvatar name={service.providerName} />
            <span translate="no">
              {service.providerName} · {service.connectionLabel}
            </span>
          </span>
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem] sm:contents">
        <span className="empty:hidden sm:empty:block">
          <ServiceStatus service={service} />
        </span>
        <span>{ticketCountText(t, service)}</span>
        <span className="text-muted-foreground empty:hidden sm:text-right sm:empty:block">
          {changedAt
            ? t.rich("services.changed", { time: () => <Time at={changedAt} locale={locale} /> })
            : null}
        </span>
        {service.mayFile ? (
          <Link
            href={newTicketUrl({ service: service.id })}
            prefetch={false}
            aria-label={t("services.fileAbout", { name: service.name })}
            title={t("services.fileAboutThis")}
            className={buttonVariants({
              variant: "ghost",
              size: "icon",
              className: "max-sm:ml-auto",
            })}
          >
            <TicketPlus aria-hidden />
          </Link>
        ) : null}
      </div>
    </li>
  );
}

export function ServiceList({ services, locale }: { services: ServiceListItem[]; locale: Locale }) {
  const t = useTexts();
  return (
    <ul aria-label={t("services.list")} className="divide-y rounded-lg border bg-card">
      {services.map((service) => (
        <ServiceRow key={service.id} service={service} locale={locale} />
      ))}
    </ul>
  );
}
