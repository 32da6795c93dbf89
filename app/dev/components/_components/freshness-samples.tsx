import { FreshnessAlerts } from "@/components/freshness/freshness-alerts";
import { FreshnessLine } from "@/components/freshness/freshness-line";
import { needsAttention } from "@/components/freshness/sync-state";

import { Sample, SampleSection } from "./sample";
import { SAMPLE_FRESHNESS } from "./sample-freshness";
import { SAMPLE_LOCALE, SAMPLE_NOW } from "./sample-time";

const WITH_ALERT = SAMPLE_FRESHNESS.filter(
  ({ state }) => needsAttention(state) || state === "importing",
);

export function FreshnessSamples() {
  return (
    <SampleSection title="Freshness">
      {SAMPLE_FRESHNESS.map(({ name, freshness }) => (
        <Sample key={name} name={`FreshnessLine, ${name}`}>
          <FreshnessLine freshness={freshness} locale={SAMPLE_LOCALE} now={SAMPLE_NOW} />
        </Sample>
      ))}
      {WITH_ALERT.flatMap(({ name, freshness }) =>
        (["customer", "staff"] as const).map((audience) => (
          <Sample key={`${name} ${audience}`} name={`FreshnessAlerts, ${name}, for ${audience}`}>
            <FreshnessAlerts
              freshness={[freshness]}
              locale={SAMPLE_LOCALE}
              audience={audience}
              now={SAMPLE_NOW}
            />
          </Sample>
        )),
      )}
      <Sample name="FreshnessAlerts, more than are shown">
        <FreshnessAlerts
          freshness={WITH_ALERT.map(({ freshness }) => freshness)}
          locale={SAMPLE_LOCALE}
          audience="customer"
          now={SAMPLE_NOW}
        />
      </Sample>
    </SampleSection>
  );
}
