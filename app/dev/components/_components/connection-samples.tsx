import { ConnectionAlert } from "@/components/connections/connection-alert";
import { ConnectionStatusBadge } from "@/components/connections/connection-status-badge";
import { ProviderStatusText } from "@/components/connections/provider-status-line";

import { Sample, SampleSection } from "./sample";
import { SAMPLE_FRESHNESS } from "./sample-freshness";
import { SAMPLE_LOCALE, SAMPLE_NOW, sampleTime } from "./sample-time";

const FACTS = {
  organizationName: "Northwind",
  account: { name: "Shop" },
  capabilities: [],
  checkedAt: sampleTime(-60),
  ticketCount: 128,
  goneCount: 2,
  createdAt: sampleTime(-10_000),
  mayManage: true,
  mayFile: true,
  lastRun: null,
};

/** Fresh and disconnected connections have no alert. */
const WITH_ALERT = SAMPLE_FRESHNESS.filter(
  ({ state, freshness }) => state !== "disconnected" && (state !== "fresh" || freshness.running),
);

export function ConnectionSamples() {
  return (
    <SampleSection title="Connections">
      {SAMPLE_FRESHNESS.map(({ name, freshness }) => (
        <Sample key={name} name={`ConnectionStatusBadge, ${name}`}>
          <ConnectionStatusBadge connection={freshness} now={SAMPLE_NOW} />
        </Sample>
      ))}
      {(["fine", "maintenance", "trouble", "unknown"] as const).map((state) => (
        <Sample key={state} name={`ProviderStatusText, ${state}`}>
          <ProviderStatusText
            status={{
              state,
              title: state === "trouble" ? "Degraded network in Stockholm" : null,
              since: state === "trouble" ? sampleTime(-60) : null,
              providerName: "HostUp",
              pageUrl: "https://status.example.com",
            }}
            locale={SAMPLE_LOCALE}
          />
        </Sample>
      ))}
      {WITH_ALERT.map(({ name, freshness }) => (
        <Sample key={name} name={`ConnectionAlert, ${name}`}>
          <ConnectionAlert
            connection={{ ...freshness, ...FACTS }}
            locale={SAMPLE_LOCALE}
            now={SAMPLE_NOW}
          />
        </Sample>
      ))}
    </SampleSection>
  );
}
