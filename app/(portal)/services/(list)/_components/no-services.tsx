import { Plug, Search, Server } from "lucide-react";

import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/navigation/link";
import type { ServiceFilters } from "@/lib/inventory/schemas";
import { servicesUrl } from "@/lib/routes";
import { useTexts } from "#texts";

interface NoServicesProps {
  filters: ServiceFilters;
  hasAccounts: boolean;
  mayConnect: boolean;
}

/** Explains why a page of the list is empty, and leads on. */
export function NoServices({ filters, hasAccounts, mayConnect }: NoServicesProps) {
  const t = useTexts();
  if (filters.page > 1) {
    return (
      <EmptyState
        icon={Server}
        title={t("services.noMore")}
        action={
          <Link
            href={servicesUrl({
              q: filters.q || undefined,
              kind: filters.kind || undefined,
              state: filters.state || undefined,
            })}
            className={buttonVariants({ variant: "secondary" })}
          >
            {t("services.backToStart")}
          </Link>
        }
      >
        {t("services.pastEndHint")}
      </EmptyState>
    );
  }
  if (filters.q || filters.kind || filters.state) {
    return (
      <EmptyState
        icon={Search}
        title={t("services.noMatch")}
        action={
          <Link href="/services" className={buttonVariants({ variant: "secondary" })}>
            {t("services.showAll")}
          </Link>
        }
      >
        {t("services.noMatchHint")}
      </EmptyState>
    );
  }
  if (!hasAccounts) {
    return (
      <EmptyState
        icon={Plug}
        title={t("connections.none")}
        action={
          mayConnect ? (
            <Link href="/connections/new" className={buttonVariants()}>
              {t("connections.connectAccount")}
            </Link>
          ) : null
        }
      >
        {t(mayConnect ? "services.connectHint" : "connections.noneMemberHint")}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Server} title={t("services.none")}>
      {t("services.noneHint")}
    </EmptyState>
  );
}
