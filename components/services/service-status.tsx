import { CircleOff } from "lucide-react";

import { Badge } from "@/components/ui/badge";
import type { ServiceListItem } from "@/lib/inventory/types";

/** Shows the provider's status of a service, or that it is no longer listed. */
export function ServiceStatus({
  service,
}: {
  service: Pick<ServiceListItem, "status" | "goneAt" | "providerName">;
}) {
  if (service.goneAt)
    return (
      <Badge tone="warning">
        <CircleOff aria-hidden />
        No longer listed
      </Badge>
    );
  return service.status === null ? null : (
    <Badge tone="quiet">
      <span className="text-foreground">{service.status}</span>
    </Badge>
  );
}
