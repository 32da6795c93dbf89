import type { Route } from "next";

import { FreshnessAlerts } from "@/components/freshness/freshness-alerts";
import { FreshnessSummary } from "@/components/freshness/freshness-summary";
import { RememberList } from "@/components/shell/remember-list";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Input } from "@/components/ui/form/input";
import { PageLinks } from "@/components/ui/navigation/page-links";
import type { Locale } from "@/components/ui/time/format-time";
import type { ServiceFilters } from "@/lib/inventory/schemas";
import type { ServicePage } from "@/lib/inventory/types";
import { servicesUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { NoServices } from "./no-services";
import { ServiceList } from "./service-list";

interface ServicesViewProps {
  view: ServicePage;
  filters: ServiceFilters;
  locale: Locale;
}

function pageUrl({ q }: ServiceFilters, page: number): Route {
  return servicesUrl({ q: q || undefined, page: page > 1 ? page : undefined });
}

export function ServicesView({ view, filters, locale }: ServicesViewProps) {
  const t = useTexts();
  const isEmpty = view.services.length === 0 && !filters.q && filters.page === 1;
  return (
    <div className="grid gap-4">
      <RememberList path="/services" />
      <h1 className="text-2xl font-semibold tracking-tight">{t("services.title")}</h1>
      <FreshnessSummary freshness={view.freshness} locale={locale} />
      <FreshnessAlerts freshness={view.freshness} locale={locale} audience="customer" />
      {isEmpty ? null : (
        <form noValidate action={servicesUrl()} role="search" className="flex max-w-md gap-2">
          <Input
            key={filters.q ?? ""}
            type="search"
            name="q"
            aria-label={t("services.search")}
            placeholder={t("services.search")}
            defaultValue={filters.q ?? ""}
          />
          <Button type="submit" variant="secondary">
            {t("services.submitSearch")}
          </Button>
        </form>
      )}
      {view.services.length > 0 ? (
        <ServiceList services={view.services} locale={locale} />
      ) : (
        <Card>
          <NoServices filters={filters} />
        </Card>
      )}
      <PageLinks page={filters.page} more={view.more} url={(page) => pageUrl(filters, page)} />
    </div>
  );
}
