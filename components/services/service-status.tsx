import { CircleOff } from "lucide-react";

import { Badge } from "@/components/ui/badge";
import type { ServiceListItem } from "@/lib/inventory/types";

/** The provider's own word for how a service stands, or that it lists it no more. */
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
