import {
  CircleCheck,
  CircleOff,
  CirclePause,
  Clock3,
  LoaderCircle,
  TriangleAlert,
} from "lucide-react";

import { syncState } from "@/components/freshness/sync-state";
import { Badge } from "@/components/ui/badge";
import type { Freshness } from "@/lib/connections/freshness";
import { useTexts } from "#texts";

export function ConnectionStatusBadge({
  connection,
  now = new Date(),
}: {
  connection: Freshness;
  now?: Date;
}) {
  const t = useTexts();
  const state = syncState(connection, now);
  if (state === "disconnected")
    return (
      <Badge tone="quiet">
        <CircleOff aria-hidden />
        {t("connections.status.disconnected")}
      </Badge>
    );
  if (state === "needs_key")
    return (
      <Badge tone="warning">
        <TriangleAlert aria-hidden />
        {t("connections.status.needsKey")}
      </Badge>
    );
  if (connection.running)
    return (
      <Badge tone="tint">
        <LoaderCircle aria-hidden className="animate-spin" />
        {t("connections.status.syncing")}
      </Badge>
    );
  if (state === "paused")
    return (
      <Badge tone="quiet">
        <CirclePause aria-hidden />
        {t("connections.status.paused")}
      </Badge>
    );
  if (state === "failing")
    return (
      <Badge tone="warning">
        <TriangleAlert aria-hidden />
        {t("connections.status.failing")}
      </Badge>
    );
  if (state === "waiting")
    return (
      <Badge tone="quiet">
        <CirclePause aria-hidden />
        {t("connections.status.waiting", { provider: connection.providerName })}
      </Badge>
    );
  if (state === "overdue")
    return (
      <Badge tone="warning">
        <Clock3 aria-hidden />
        {t("connections.status.overdue")}
      </Badge>
    );
  if (state === "importing")
    return (
      <Badge tone="quiet">
        <Clock3 aria-hidden />
        {t("connections.status.importing")}
      </Badge>
    );
  return (
    <Badge tone="neutral">
      <CircleCheck aria-hidden className="text-success" />
      {t("connections.status.healthy")}
    </Badge>
  );
}
