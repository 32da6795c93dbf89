import { describe, expect, it } from "vitest";
import { z } from "zod";

import { english } from "@/tests/helpers/texts";

import { renderFieldErrors } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import { fieldErrorsOf } from "./field-errors";
import { fieldText } from "./field-text";

const swedish = textsOf("sv");

function errorsOf(schema: z.ZodType, value: unknown, t = english): Record<string, string> {
  return renderFieldErrors(t, fieldErrorsOf(schema.safeParse(value).error?.issues ?? []));
}

describe("the errors of a form", () => {
  const label = { key: "filing.subject" } as const;
  const form = z.object({
    subject: z
      .string()
      .min(1, fieldText("validation.required", { label }))
      .max(4_000, fieldText("validation.tooLong", { label, max: 4_000 })),
  });

  it("are the schema's own texts, in each language", () => {
    expect(errorsOf(form, { subject: "" })).toEqual({ subject: "Subject is required." });
    expect(errorsOf(form, { subject: "" }, swedish)).toEqual({ subject: "Ämne saknas." });
    const long = { subject: "x".repeat(4_001) };
    expect(errorsOf(form, long)).toEqual({ subject: "Subject can have at most 4,000 characters." });
    expect(errorsOf(form, long, swedish)).toEqual({
      subject: "Ämne får ha högst 4\u00a0000 tecken.",
    });
  });

  it("are one text for each field, and one for the form", () => {
    const pair = z.object({ a: z.string().min(3).startsWith("b"), b: z.object({ c: z.string() }) });
    expect(Object.keys(errorsOf(pair, { a: "x", b: {} }))).toEqual(["a", "b"]);
    expect(Object.keys(errorsOf(pair, 3))).toEqual([""]);
  });

  it.each<[string, z.ZodType, unknown, string]>([
    ["too long a text", z.string().max(2), "abc", "This can have at most 2 characters."],
    ["too many entries", z.array(z.string()).max(1), ["a", "b"], "This can have at most 1 entry."],
    ["no text", z.string().min(1), "", "Fill in this field."],
    ["no entry", z.array(z.string()).min(1), [], "Fill in this field."],
    ["another format", z.uuid(), "x", "This isn’t in the expected format. Check it and try again."],
    ["an unknown word", z.enum(["a", "b"]), "c", "Choose one of the listed options."],
    ["another type", z.string(), undefined, "This value isn’t valid. Check it and try again."],
    ["too large a number", z.number().max(1), 2, "This value isn’t valid. Check it and try again."],
    [
      "an unknown field",
      z.strictObject({}),
      { '{"key":': 1 },
      "This value isn’t valid. Check it and try again.",
    ],
    [
      "a rule without a text",
      z.string().refine(() => false),
      "x",
      "This value isn’t valid. Check it and try again.",
    ],
  ])("are never zod’s: %s", (_name, schema, value, text) => {
    expect(errorsOf(schema, value)).toEqual({ "": text });
  });
});
