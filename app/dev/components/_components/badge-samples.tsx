import type { ComponentProps } from "react";

import { ServiceStatus } from "@/components/services/service-status";
import { Priority } from "@/components/tickets/priority";
import { TurnBadge } from "@/components/tickets/turn-badge";
import { Badge } from "@/components/ui/badge";
import { TURNS } from "@/lib/tickets/filter-names";

import { Sample, SampleSection } from "./sample";
import { sampleEntries } from "./sample-entries";
import { sampleTime } from "./sample-time";

const TONES: Record<NonNullable<ComponentProps<typeof Badge>["tone"]>, string> = {
  accent: "New",
  tint: "Reading",
  neutral: "Up to date",
  quiet: "Paused",
  warning: "Sync overdue",
  danger: "Refused",
};

const PRIORITIES = ["low", "medium", "high", "urgent", "critical", "whenever"];

const SERVICE = {
  status: "Active",
  hasTroubledStatus: false,
  hasExpired: false,
  goneAt: null,
  providerName: "HostUp",
};

const SERVICES = {
  active: SERVICE,
  "expiry passed": { ...SERVICE, hasExpired: true },
  suspended: { ...SERVICE, status: "Suspended", hasTroubledStatus: true },
  "no longer listed": { ...SERVICE, goneAt: sampleTime(-60) },
};

export function BadgeSamples() {
  return (
    <SampleSection title="Badges">
      {sampleEntries(TONES).map(([tone, label]) => (
        <Sample key={tone} name={`Badge, ${tone}`}>
          <Badge tone={tone}>
            <span>{label}</span>
          </Badge>
        </Sample>
      ))}
      {TURNS.map((turn) => (
        <Sample key={turn} name={`TurnBadge, ${turn}`}>
          <TurnBadge turn={turn} label={turn} />
        </Sample>
      ))}
      {PRIORITIES.map((value) => (
        <Sample key={value} name={`Priority, ${value}`}>
          <Priority word={{ value, label: value, known: value !== "whenever" }} />
        </Sample>
      ))}
      {sampleEntries(SERVICES).map(([state, service]) => (
        <Sample key={state} name={`ServiceStatus, ${state}`}>
          <ServiceStatus service={service} />
        </Sample>
      ))}
    </SampleSection>
  );
}
