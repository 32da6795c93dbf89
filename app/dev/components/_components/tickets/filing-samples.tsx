"use client";

import { CostNotice } from "@/components/filing/fields/cost-notice";
import { MoreOptions } from "@/components/filing/fields/more-options";
import { FilingSkeleton } from "@/components/filing/filing-skeleton";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import type { ConflictAlternative } from "@/lib/providers/forms/contract";

import { Sample, SampleSection } from "../sample";

const nothing = () => undefined;

const URGENT: ConflictAlternative = {
  field: "priority",
  value: "critical",
  change: "urgent",
  label: "hostupForm.fileAsUrgent",
  cost: "hostupForm.criticalCost",
};

export function FilingSamples() {
  return (
    <SampleSection title="Filing">
      {[true, false].map((hasButton) => (
        <Sample key={String(hasButton)} name={`Cost, ${hasButton ? "with" : "without"} a button`}>
          <CostNotice instead={URGENT} hasButton={hasButton} disabled={false} onInstead={nothing} />
        </Sample>
      ))}
      {[false, true].map((isNeeded) => (
        <Sample key={String(isNeeded)} name={`More options, ${isNeeded ? "open" : "closed"}`}>
          <MoreOptions labels={["CC"]} isNeeded={isNeeded}>
            <Field id={`sample-cc-${String(isNeeded)}`} label="CC" optional>
              {(control) => <Input {...control} />}
            </Field>
          </MoreOptions>
        </Sample>
      ))}
      <Sample name="Form, loading">
        <FilingSkeleton providerName="HostUp" />
      </Sample>
    </SampleSection>
  );
}
