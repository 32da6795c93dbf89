import { describe, expect, it } from "vitest";
import { z } from "zod";

import { fieldText } from "@/lib/forms/field-text";
import { renderFieldErrors } from "@/lib/i18n/message";
import type { FilingFormDescription } from "@/lib/providers/forms/contract";
import { english } from "@/tests/helpers/texts";

import { dependants, isVisible, keepOffered, sentValues, validate } from "./form-values";

const form: FilingFormDescription = {
  texts: [],
  fields: [
    { name: "priority", label: "filing.priority", kind: "select", required: false },
    {
      name: "impact",
      label: "hostupForm.customerImpact",
      kind: "textarea",
      required: true,
      visibleWhen: { field: "priority", value: "critical" },
    },
    {
      name: "category",
      label: "upsunForm.category",
      kind: "select",
      required: false,
      live: true,
      dependsOn: ["priority"],
    },
  ],
  files: null,
  encryptsReplies: false,
  schema: z
    .record(z.string(), z.string().optional())
    .transform((values): unknown => values)
    .pipe(
      z.object({
        priority: z.string().optional(),
        impact: z.string().min(3, fieldText("reply.missing")).optional(),
      }),
    ),
};

describe("a filing form's values", () => {
  it("leave out what is hidden and what is empty", () => {
    const values = { priority: "low", impact: "typed before", category: "" };
    expect(sentValues(form, values)).toEqual({ priority: "low" });
    expect(sentValues(form, { ...values, priority: "critical" })).toEqual({
      priority: "critical",
      impact: "typed before",
    });
  });

  it("are validated by the form's schema, with each message on its field", () => {
    expect(validate(form, { priority: "critical", impact: "x" }, form.schema)).toEqual({
      impact: { key: "reply.missing" },
    });
    expect(validate(form, { priority: "low", impact: "x" }, form.schema)).toEqual({});
  });

  it("are validated by the form's description without a schema", () => {
    expect(
      renderFieldErrors(english, validate(form, { priority: "critical", impact: "  " }, undefined)),
    ).toEqual({
      impact: "Customer impact is required.",
    });
    expect(validate(form, { priority: "low" }, undefined)).toEqual({});
    expect(
      renderFieldErrors(
        english,
        validate(
          {
            fields: [
              {
                name: "subject",
                label: "filing.subject",
                kind: "text",
                required: true,
                maxLength: 3,
              },
            ],
          },
          { subject: "long" },
          undefined,
        ),
      ),
    ).toEqual({ subject: "Subject can have at most 3 characters." });
  });

  it("lose only choices that are no longer offered", () => {
    const values = { category: "old", subject: "typed", project: "p1" };
    expect(
      keepOffered(values, {
        category: { choices: [{ value: "new", label: "New" }] },
        project: { problem: { message: "Not loaded." } },
      }),
    ).toEqual({ subject: "typed", project: "p1" });
    expect(
      keepOffered(values, { category: { choices: [{ value: "old", label: "Old" }] } }),
    ).toEqual(values);
  });

  it("know visible fields and dependent choices", () => {
    expect(form.fields.filter((field) => isVisible(field, {})).map((field) => field.name)).toEqual([
      "priority",
      "category",
    ]);
    expect(dependants(form, "priority")).toEqual(["category"]);
  });
});
