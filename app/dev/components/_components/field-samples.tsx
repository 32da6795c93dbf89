import { Checkbox } from "@/components/ui/form/checkbox";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Label } from "@/components/ui/form/label";
import { Select } from "@/components/ui/form/select";
import { Textarea } from "@/components/ui/form/textarea";

import { Sample, SampleSection } from "./sample";

const HELP = "The shorter, the better.";
const ERROR = "Write a subject.";

const FIELDS = {
  plain: {},
  optional: { optional: true },
  "with a hint": { help: HELP },
  "with an error": { error: ERROR },
  "with an error and a hint": { error: ERROR, help: HELP },
};

const CHECKBOXES = {
  unchecked: {},
  checked: { defaultChecked: true },
  disabled: { disabled: true },
};

export function FieldSamples() {
  return (
    <SampleSection title="Fields">
      {Object.entries(FIELDS).map(([state, props], index) => (
        <Sample key={state} name={`Field and Input, ${state}`}>
          <Field id={`field-${index}`} label="Subject" {...props}>
            {(control) => <Input {...control} placeholder="The shop is slow" />}
          </Field>
        </Sample>
      ))}
      <Sample name="Input, disabled">
        <Input aria-label="Disabled input" disabled defaultValue="The shop is slow" />
      </Sample>
      <Sample name="Select">
        <Select aria-label="Priority" defaultValue="normal">
          <option value="normal">Normal</option>
          <option value="high">High</option>
        </Select>
      </Sample>
      <Sample name="Select, disabled">
        <Select aria-label="Disabled priority" disabled>
          <option>Normal</option>
        </Select>
      </Sample>
      <Sample name="Field and Select, with an error">
        <Field id="field-select" label="Priority" error="Choose a priority.">
          {(control) => (
            <Select {...control} defaultValue="">
              <option value="">Choose…</option>
            </Select>
          )}
        </Field>
      </Sample>
      <Sample name="Textarea, short">
        <Textarea short aria-label="Short message" defaultValue="It began this morning." />
      </Sample>
      <Sample name="Field and Textarea, with an error">
        <Field id="field-textarea" label="Message" error="Write a message.">
          {(control) => <Textarea {...control} />}
        </Field>
      </Sample>
      {Object.entries(CHECKBOXES).map(([state, props]) => (
        <Sample key={state} name={`Checkbox and Label, ${state}`}>
          <span className="flex items-center gap-2">
            <Checkbox id={`checkbox-${state}`} {...props} />
            <Label htmlFor={`checkbox-${state}`}>Send encrypted</Label>
          </span>
        </Sample>
      ))}
    </SampleSection>
  );
}
