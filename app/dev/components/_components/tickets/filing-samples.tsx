"use client";

import { CostNotice } from "@/components/filing/fields/cost-notice";
import { MoreOptions } from "@/components/filing/fields/more-options";
import { FilingSkeleton } from "@/components/filing/filing-skeleton";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { hostupForm } from "@/lib/providers/hostup/form";

import { Sample, SampleSection } from "../sample";

const nothing = () => undefined;

export function FilingSamples() {
  const { instead } = hostupForm;
  return (
    <SampleSection title="Filing">
      {instead
        ? [true, false].map((hasButton) => (
            <Sample
              key={String(hasButton)}
              name={`Cost, ${hasButton ? "with" : "without"} a button`}
            >
              <CostNotice
                instead={instead}
                hasButton={hasButton}
                disabled={false}
                onInstead={nothing}
              />
            </Sample>
          ))
        : null}
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
