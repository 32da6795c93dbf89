import { FreshnessAlerts } from "@/components/freshness/freshness-alerts";
import { FreshnessLine } from "@/components/freshness/freshness-line";
import { HistoryPages } from "@/components/tickets/detail/history/history-pages";
import { TicketList } from "@/components/tickets/list/ticket-list";
import { buttonVariants } from "@/components/ui/button";
import { DescriptionList, DescriptionRow } from "@/components/ui/description-list";
import { Disclosure } from "@/components/ui/disclosure";
import { BackLink } from "@/components/ui/navigation/back-link";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { ProviderAvatar } from "@/components/ui/provider-avatar";
import { FactValue } from "@/components/ui/text/fact-value";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { ServiceChangeView, ServiceDetail } from "@/lib/inventory/types";
import { type Audience, newTicketUrl, serviceUrl, ticketsUrl } from "@/lib/routes";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { ServiceStatus } from "./service-status";

interface ServiceViewProps {
  service: ServiceDetail;
  locale: Locale;
  audience: Audience;
}

/** They are the service's. */
const NO_ACCOUNTS = { provider: false, label: false };

/** Older changes are folded. */
const MAX_SHOWN = 20;

function ChangeList({ changes, locale }: { changes: ServiceChangeView[]; locale: Locale }) {
  const t = useTexts();
  return (
    <ol className="grid gap-3">
      {changes.map((change) => (
        <li
          key={change.id}
          className={cn(
            "relative pl-5 before:absolute before:top-[0.4375rem] before:left-0 before:size-2",
            "before:rounded-full before:border-2 before:border-input before:bg-card",
          )}
        >
          <p className="[overflow-wrap:anywhere]">
            <MarkedText text={change.sentence} />
          </p>
          <p className="text-xs text-muted-foreground">
            {t.rich("services.noticed", {
              time: () => <Time at={change.seenAt} locale={locale} show="full" />,
            })}
          </p>
        </li>
      ))}
    </ol>
  );
}

interface HistoryProps {
  service: ServiceDetail;
  locale: Locale;
  audience: Audience;
}

function ServiceHistory({
  service: { id, changes, olderChanges, isOlderHistory },
  locale,
  audience,
}: HistoryProps) {
  const t = useTexts();
  const older = changes.slice(MAX_SHOWN);
  return (
    <Panel title={t("services.history")} id="history">
      <div className="px-4 py-4 text-[0.8125rem]">
        {changes.length === 0 ? (
          <p className="text-muted-foreground">{t("services.noChanges")}</p>
        ) : (
          <ChangeList changes={changes.slice(0, MAX_SHOWN)} locale={locale} />
        )}
        {older.length > 0 ? (
          <Disclosure
            summary={t("services.earlierChanges", { count: older.length })}
            open={isOlderHistory}
            className="mt-3"
          >
            <div className="mt-3">
              <ChangeList changes={older} locale={locale} />
            </div>
          </Disclosure>
        ) : null}
        <HistoryPages
          shown={changes.length}
          isOlder={isOlderHistory}
          latestUrl={serviceUrl(audience, id, {}, "history")}
          olderUrl={
            olderChanges === null
              ? null
              : serviceUrl(audience, id, { history: olderChanges }, "history")
          }
        />
      </div>
    </Panel>
  );
}

function ServiceTickets({
  service,
  audience,
  locale,
}: Pick<ServiceViewProps, "service" | "audience" | "locale">) {
  const t = useTexts();
  return (
    <section aria-labelledby="service-tickets" className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id="service-tickets" className="text-sm font-semibold">
          {t("services.tickets")}
        </h2>
        {service.tickets > service.newestTickets.length ? (
          <Link
            href={ticketsUrl(audience, { service: service.id })}
            className="text-link text-[0.8125rem]"
          >
            {t("services.showTickets", { count: service.tickets })}
          </Link>
        ) : null}
      </div>
      {service.newestTickets.length > 0 ? (
        <TicketList
          tickets={service.newestTickets.map((ticket) => ({ ...ticket, services: [] }))}
          accounts={NO_ACCOUNTS}
          audience={audience}
          locale={locale}
        />
      ) : (
        <p className="rounded-lg border bg-card px-4 py-6 text-center text-muted-foreground">
          {t("services.noTicketsYet")}
        </p>
      )}
    </section>
  );
}

export function ServiceView({ service, locale, audience }: ServiceViewProps) {
  const t = useTexts();
  return (
    <article className="grid gap-6">
      <header className="grid gap-3 border-b pb-5">
        {audience === "customer" ? (
          <BackLink href="/services" label={t("services.title")} />
        ) : (
          <BackLink href="/staff/tickets" label={t("services.allTickets")} />
        )}
        <div data-commands="" className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1
            className="text-xl font-semibold tracking-tight [overflow-wrap:anywhere] sm:text-2xl"
            lang=""
            translate="no"
          >
            {service.name}
          </h1>
          <ServiceStatus service={service} />
          {service.mayFile && audience === "customer" ? (
            <Link
              href={newTicketUrl({ service: service.id })}
              className={buttonVariants({ size: "small", className: "sm:ml-auto" })}
            >
              {t("services.fileAboutThis")}
            </Link>
          ) : null}
        </div>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem] text-muted-foreground">
          <span>
            <MarkedText text={service.kindLabel} />
          </span>
          <span className="inline-flex items-center gap-1.5">
            <ProviderAvatar name={service.providerName} />
            <span translate="no">
              {service.providerName} ·{" "}
              {audience === "customer" ? service.connectionLabel : service.organizationName}
            </span>
          </span>
        </p>
        <p className="text-[0.8125rem] text-muted-foreground">
          <FreshnessLine freshness={service.freshness} locale={locale} />
        </p>
      </header>
      <FreshnessAlerts freshness={[service.freshness]} locale={locale} audience={audience} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-8">
        <ServiceTickets service={service} audience={audience} locale={locale} />
        <div className="grid min-w-0 gap-4">
          <Panel title={t("services.details")}>
            <DescriptionList className="grid gap-2.5 px-4 py-4">
              {service.status === null ? null : (
                <DescriptionRow label={t("services.status")}>
                  <MarkedText text={service.status} />
                </DescriptionRow>
              )}
              {service.goneAt ? (
                <DescriptionRow label={t("services.notListedSince")}>
                  <Time at={service.goneAt} locale={locale} show="full" />
                </DescriptionRow>
              ) : null}
              {service.facts.map(({ label, isLabelKnown, value, isValueOurs }) => (
                <DescriptionRow key={label} label={label} isLabelOurs={isLabelKnown}>
                  <FactValue value={value} locale={locale} isOurs={isValueOurs} />
                </DescriptionRow>
              ))}
              <DescriptionRow label={t("services.idAt", { provider: service.providerName })}>
                <code className="text-xs" translate="no">
                  {service.externalId}
                </code>
              </DescriptionRow>
            </DescriptionList>
          </Panel>
          <ServiceHistory service={service} locale={locale} audience={audience} />
        </div>
      </div>
    </article>
  );
}
