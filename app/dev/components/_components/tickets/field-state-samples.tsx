"use client";

import { useState } from "react";

import { ErrorSummary } from "@/components/filing/error-summary";
import { FilingField } from "@/components/filing/filing-field";
import { SecretsNotice } from "@/components/filing/secrets-notice";
import { SaveTemplate } from "@/components/filing/templates/save-template";
import { TemplatePicker } from "@/components/filing/templates/template-picker";
import type { FormValues } from "@/lib/forms/form-values";
import type { FilingChoices, FormField } from "@/lib/providers/forms/contract";

import { Sample, SampleSection } from "../sample";

const nothing = () => undefined;
const never = () => new Promise<never>(() => undefined);

const DEPARTMENT: FormField = {
  name: "department",
  label: "hostup.department",
  kind: "select",
  required: true,
  live: true,
};
const LISTED = [
  { value: "vps", label: "VPS", description: "Servers, their network and their disks." },
  { value: "mail", label: "Mail" },
];
const FAILED = { message: "HostUp is having problems (error 503). Try again later." };

interface FieldState {
  loaded?: FilingChoices[string];
  value?: string;
  error?: string;
  isLoading?: true;
  isDisabled?: true;
}

const STATES: Readonly<Record<string, FieldState>> = {
  loading: { isLoading: true },
  "with the last known options, loading": {
    loaded: { choices: LISTED, ageMinutes: 10 },
    isLoading: true,
  },
  "with the last known options": {
    loaded: { choices: LISTED, ageMinutes: 10, notes: [FAILED] },
  },
  loaded: { loaded: { choices: LISTED } },
  "partly loaded": {
    loaded: {
      choices: LISTED,
      notes: [{ message: "Only the first 100 domains are listed.", words: "Too many." }],
    },
  },
  "option with a description": { loaded: { choices: LISTED }, value: "vps" },
  "option that is no longer listed": { loaded: { choices: LISTED }, value: "gone" },
  failed: { loaded: { problem: FAILED } },
  refused: { loaded: { choices: LISTED }, error: "Department is required." },
  disabled: { loaded: { choices: LISTED }, value: "mail", isDisabled: true },
};

export function FieldStateSamples() {
  const [values, setValues] = useState<FormValues>({});
  return (
    <SampleSection title="Fields of a filing form">
      {Object.entries(STATES).map(([state, { loaded, value = "", error, ...flags }], index) => (
        <Sample key={state} name={`FilingField, ${state}`}>
          <div className="grid pb-5">
            <FilingField
              field={{ ...DEPARTMENT, name: `sample-${index}` }}
              value={value}
              error={error}
              loaded={loaded}
              loading={flags.isLoading ?? false}
              disabled={flags.isDisabled ?? false}
              onChange={nothing}
              onBlur={nothing}
              onRetry={nothing}
            />
          </div>
        </Sample>
      ))}
      <Sample name="TemplatePicker">
        <TemplatePicker
          templates={[
            { id: "one", name: "Restart of a server", values: { subject: "Restart of" } },
            { id: "two", name: "Without values", values: {} },
          ]}
          state={{ values, disabled: false, fill: setValues }}
        />
      </Sample>
      <Sample name="SaveTemplate">
        <SaveTemplate connectionId="sample" save={never} />
      </Sample>
      <Sample name="SecretsNotice">
        <SecretsNotice
          id="sample-secrets"
          findings={[{ kind: "password", line: 3 }]}
          advice="Send it in an encrypted reply."
          disabled={false}
          onAnyway={nothing}
        />
      </Sample>
      <Sample name="ErrorSummary">
        <ErrorSummary
          names={["department", "subject"]}
          errors={{ department: "Department is required.", subject: "Subject is required." }}
        />
      </Sample>
    </SampleSection>
  );
}
