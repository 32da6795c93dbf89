import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { fieldErrorsOf } from "@/lib/forms/field-errors";
import { renderFieldErrors } from "@/lib/i18n/message";
import { anyText } from "@/tests/helpers/any-text";
import { english } from "@/tests/helpers/texts";

import { hostupForm } from "../hostup/form";
import { upsunForm } from "../upsun/form";
import { checkFields, isVisible, sentValues } from "./check-fields";
import type { FormField } from "./contract";

const fields: FormField[] = [
  { name: "priority", label: "filing.priority", kind: "select", required: false },
  {
    name: "impact",
    label: "hostupForm.customerImpact",
    kind: "textarea",
    required: true,
    maxLength: 9,
    visibleWhen: { field: "priority", value: "critical" },
  },
];
const form = { fields };

const errors = (values: Record<string, string>) =>
  renderFieldErrors(english, checkFields(form, values));

const TYPED = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "critical",
    "high",
    "vps:vps_1",
    "01HORG/12345",
    "https://example.com/a?b=1",
    "javascript:alert(1)",
    "a@example.com; Bo <b@example.com>",
    "3c90c3cc-0d44-4b50-8888-8dd25736052a, jane",
    "x".repeat(201),
    "x".repeat(2_001),
    "x".repeat(50_001),
    ",".repeat(20_001),
    Array.from({ length: 21 }, (_, index) => `p${index}@example.com`).join(),
    "3c90c3cc-0d44-4b50-8888-8dd25736052a,".repeat(21),
  ),
  anyText({ maxLength: 12 }),
);

describe("what the browser checks", () => {
  it("leaves out what is hidden and what is empty", () => {
    const values = { priority: "low", impact: "before", other: "" };
    expect(sentValues(form, values)).toEqual({ priority: "low" });
    expect(sentValues(form, { ...values, priority: "critical" })).toEqual({
      priority: "critical",
      impact: "before",
    });
    expect(fields.filter((field) => isVisible(field, {})).map(({ name }) => name)).toEqual([
      "priority",
    ]);
  });

  it("is said on the field", () => {
    expect(errors({ priority: "low" })).toEqual({});
    expect(errors({ priority: "critical", impact: "  " })).toEqual({
      impact: "Customer impact is required.",
    });
    expect(errors({ priority: "critical", impact: "everything" })).toEqual({
      impact: "Customer impact can have at most 9 characters.",
    });
  });

  it.each([
    ["HostUp", hostupForm],
    ["Upsun", upsunForm],
  ])("is what the server checks, with the same texts: %s", (_name, description) => {
    const names = description.fields.map(({ name }) => name);
    const drawn = fc.record(Object.fromEntries(names.map((name) => [name, TYPED])));
    fc.assert(
      fc.property(drawn, (values) => {
        const parsed = description.schema.safeParse(sentValues(description, values));
        const refused = fieldErrorsOf(parsed.error?.issues ?? []);
        expect(checkFields(description, values)).toEqual(refused);
      }),
      { numRuns: 300 },
    );
  });
});
