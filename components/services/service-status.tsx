import { CircleOff, TriangleAlert } from "lucide-react";

import { Badge } from "@/components/ui/badge";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { ServiceListItem } from "@/lib/inventory/types";
import { useTexts } from "#texts";

/** Shows the provider's status of a service, or that it is no longer listed. */
export function ServiceStatus({
  service,
}: {
  service: Pick<ServiceListItem, "status" | "isTroubled" | "goneAt" | "providerName">;
}) {
  const t = useTexts();
  if (service.goneAt)
    return (
      <Badge tone="warning">
        <CircleOff aria-hidden />
        {t("services.noLongerListed")}
      </Badge>
    );
  return service.status === null ? null : (
    <Badge tone={service.isTroubled ? "warning" : "quiet"}>
      {service.isTroubled ? <TriangleAlert aria-hidden /> : null}
      <span className={service.isTroubled ? undefined : "text-foreground"}>
        <MarkedText text={service.status} />
      </span>
    </Badge>
  );
}
