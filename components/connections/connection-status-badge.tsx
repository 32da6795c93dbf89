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

export function ConnectionStatusBadge({
  connection,
  now = new Date(),
}: {
  connection: Freshness;
  now?: Date;
}) {
  const state = syncState(connection, now);
  if (state === "disconnected")
    return (
      <Badge tone="quiet">
        <CircleOff aria-hidden />
        Disconnected
      </Badge>
    );
  if (state === "needs_key")
    return (
      <Badge tone="warning">
        <TriangleAlert aria-hidden />
        Needs a new key
      </Badge>
    );
  if (connection.running)
    return (
      <Badge tone="tint">
        <LoaderCircle aria-hidden className="animate-spin" />
        Reading
      </Badge>
    );
  if (state === "paused")
    return (
      <Badge tone="quiet">
        <CirclePause aria-hidden />
        Paused
      </Badge>
    );
  if (state === "failing")
    return (
      <Badge tone="warning">
        <TriangleAlert aria-hidden />
        Last reading failed
      </Badge>
    );
  if (state === "waiting")
    return (
      <Badge tone="quiet">
        <CirclePause aria-hidden />
        Waiting for {connection.providerName}
      </Badge>
    );
  if (state === "overdue")
    return (
      <Badge tone="warning">
        <Clock3 aria-hidden />
        Overdue
      </Badge>
    );
  if (state === "importing")
    return (
      <Badge tone="quiet">
        <Clock3 aria-hidden />
        Not read yet
      </Badge>
    );
  return (
    <Badge tone="neutral">
      <CircleCheck aria-hidden className="text-success" />
      Healthy
    </Badge>
  );
}
