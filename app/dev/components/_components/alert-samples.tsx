import type { ComponentProps } from "react";

import { FailureAlert } from "@/components/feedback/failure-alert";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

import { Sample, SampleSection } from "./sample";
import { sampleEntries } from "./sample-entries";

const TONES: Record<NonNullable<ComponentProps<typeof Alert>["tone"]>, string> = {
  info: "HostUp · Shop is read for the first time",
  success: "The key was replaced",
  warning: "HostUp · Shop: not checked for 3 hr",
  danger: "The ticket was not filed",
};

const FAILURES = ["internal", "unauthenticated", "outdated", "unreachable"] as const;

export function AlertSamples() {
  return (
    <SampleSection title="Alerts">
      {sampleEntries(TONES).map(([tone, title]) => (
        <Sample key={tone} name={`Alert, ${tone}`}>
          <Alert tone={tone} title={title}>
            <p>What happened, and what to do now.</p>
          </Alert>
        </Sample>
      ))}
      <Sample name="Alert, with an action">
        <Alert
          tone="warning"
          title="This draft was changed in another tab"
          action={
            <Button variant="secondary" size="small">
              Show it
            </Button>
          }
        />
      </Sample>
      <Sample name="Alert, without a title">
        <Alert>Saved on this device only.</Alert>
      </Sample>
      {FAILURES.map((code) => (
        <Sample key={code} name={`FailureAlert, ${code}`}>
          <FailureAlert
            title="Nothing was sent"
            failure={{ ok: false, code, message: code, fieldErrors: {} }}
          />
        </Sample>
      ))}
    </SampleSection>
  );
}
