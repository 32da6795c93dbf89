import { CircleOff, TriangleAlert } from "lucide-react";

import { Badge } from "@/components/ui/badge";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { ServiceListItem } from "@/lib/inventory/types";
import { useTexts } from "#texts";

type Shown = "status" | "hasTroubledStatus" | "hasExpired" | "goneAt" | "providerName";

/**
 * Shows a service's status at the provider and whether its expiry has passed, or that it is no
 * longer listed.
 */
export function ServiceStatus({ service }: { service: Pick<ServiceListItem, Shown> }) {
  const t = useTexts();
  if (service.goneAt)
    return (
      <Badge tone="warning">
        <CircleOff aria-hidden />
        {t("services.noLongerListed")}
      </Badge>
    );
  const { status, hasTroubledStatus, hasExpired } = service;
  return (
    <>
      {hasExpired && !hasTroubledStatus ? (
        <Badge tone="warning" className="mr-2">
          <TriangleAlert aria-hidden />
          {t("services.expiryPassed")}
        </Badge>
      ) : null}
      {status === null ? null : (
        <Badge tone={hasTroubledStatus ? "warning" : "quiet"}>
          {hasTroubledStatus ? <TriangleAlert aria-hidden /> : null}
          <span className={hasTroubledStatus ? undefined : "text-foreground"}>
            <MarkedText text={status} />
          </span>
        </Badge>
      )}
    </>
  );
}
