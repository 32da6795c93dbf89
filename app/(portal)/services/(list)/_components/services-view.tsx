import type { Route } from "next";

import { FreshnessAlerts } from "@/components/freshness/freshness-alerts";
import { FreshnessSummary } from "@/components/freshness/freshness-summary";
import { RememberList } from "@/components/shell/remember-list";
import { ResultCount } from "@/components/tickets/list/result-count";
import { Card } from "@/components/ui/card";
import { PageLinks } from "@/components/ui/navigation/page-links";
import type { Locale } from "@/components/ui/time/format-time";
import type { ServiceFilters as Filters } from "@/lib/inventory/schemas";
import type { ServicePage } from "@/lib/inventory/types";
import { servicesUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { NoServices } from "./no-services";
import { ServiceFilters } from "./service-filters";
import { ServiceList } from "./service-list";

interface ServicesViewProps {
  view: ServicePage;
  filters: Filters;
  locale: Locale;
  mayConnect: boolean;
}

function pageUrl({ q, kind, state }: Filters, page: number): Route {
  return servicesUrl({
    q: q || undefined,
    kind: kind || undefined,
    state: state || undefined,
    page: page > 1 ? page : undefined,
  });
}

export function ServicesView({ view, filters, locale, mayConnect }: ServicesViewProps) {
  const t = useTexts();
  const { services, choices, freshness, more } = view;
  const isEmpty = choices.kind.length === 0;
  return (
    <div className="grid gap-4">
      <RememberList path="/services" />
      <h1 className="text-2xl font-semibold tracking-tight">{t("services.title")}</h1>
      <FreshnessSummary freshness={freshness} locale={locale} />
      <FreshnessAlerts freshness={freshness} locale={locale} audience="customer" />
      {isEmpty ? null : (
        <>
          <ServiceFilters filters={filters} choices={choices} />
          <div className="text-[0.8125rem] text-muted-foreground">
            <ResultCount
              text={t(more || filters.page > 1 ? "services.countPage" : "services.count", {
                count: services.length,
              })}
            />
          </div>
        </>
      )}
      {services.length > 0 ? (
        <ServiceList services={services} locale={locale} hasAccounts={freshness.length > 1} />
      ) : (
        <Card>
          <NoServices
            filters={filters}
            hasAccounts={freshness.length > 0}
            mayConnect={mayConnect}
          />
        </Card>
      )}
      <PageLinks page={filters.page} more={more} url={(page) => pageUrl(filters, page)} />
    </div>
  );
}
