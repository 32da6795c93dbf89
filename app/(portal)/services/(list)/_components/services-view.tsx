import { ChevronLeft, ChevronRight, Search, Server } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";

import { FreshnessAlerts } from "@/components/freshness/freshness-alerts";
import { FreshnessSummary } from "@/components/freshness/freshness-summary";
import { RememberList } from "@/components/shell/remember-list";
import { Button, buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/form/input";
import type { Locale } from "@/components/ui/time/format-time";
import type { ServiceFilters } from "@/lib/inventory/schemas";
import type { ServicePage } from "@/lib/inventory/types";
import { servicesUrl } from "@/lib/routes";

import { ServiceList } from "./service-list";

interface ServicesViewProps {
  view: ServicePage;
  filters: ServiceFilters;
  locale: Locale;
}

function pageUrl({ q }: ServiceFilters, page: number): Route {
  return servicesUrl({ q: q || undefined, page: page > 1 ? page : undefined });
}

function Pagination({ view, filters }: Omit<ServicesViewProps, "locale">) {
  const { page } = filters;
  if (page === 1 && !view.more) return null;
  const className = buttonVariants({ variant: "secondary", size: "small" });
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3">
      {page > 1 ? (
        <Link href={pageUrl(filters, page - 1)} prefetch={false} className={className}>
          <ChevronLeft aria-hidden />
          Previous
        </Link>
      ) : (
        <span />
      )}
      <span className="text-[0.8125rem] text-muted-foreground">Page {page}</span>
      {view.more ? (
        <Link href={pageUrl(filters, page + 1)} prefetch={false} className={className}>
          Next
          <ChevronRight aria-hidden />
        </Link>
      ) : (
        <span />
      )}
    </nav>
  );
}

function NoServices({ filters }: { filters: ServiceFilters }) {
  if (filters.q || filters.page > 1) {
    return (
      <EmptyState
        icon={Search}
        title="Nothing matches"
        action={
          <Link
            href="/services"
            prefetch={false}
            className={buttonVariants({ variant: "secondary" })}
          >
            Show all services
          </Link>
        }
      >
        No service has this in its name or its id at the provider.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Server} title="No services yet">
      Domains, servers, hosting accounts and projects appear here once a connected account has been
      read, if its key may list them.
    </EmptyState>
  );
}

export function ServicesView({ view, filters, locale }: ServicesViewProps) {
  const isEmpty = view.services.length === 0 && !filters.q && filters.page === 1;
  return (
    <div className="grid gap-4">
      <RememberList path="/services" />
      <h1 className="text-2xl font-semibold tracking-tight">Services</h1>
      <FreshnessSummary freshness={view.freshness} locale={locale} />
      <FreshnessAlerts freshness={view.freshness} locale={locale} audience="customer" />
      {isEmpty ? null : (
        <form action={servicesUrl()} role="search" className="flex max-w-md gap-2">
          <Input
            key={filters.q ?? ""}
            type="search"
            name="q"
            aria-label="Search services"
            placeholder="Search services"
            defaultValue={filters.q ?? ""}
          />
          <Button type="submit" variant="secondary">
            Search
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
      <Pagination view={view} filters={filters} />
    </div>
  );
}
