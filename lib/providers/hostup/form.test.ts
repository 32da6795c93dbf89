import { describe, expect, it } from "vitest";

import { fieldErrorsOf } from "@/lib/forms/field-errors";
import { renderFieldErrors, renderMessage } from "@/lib/i18n/message";
import { english, withVisibleMarks } from "@/tests/helpers/texts";

import { hostupCreateBody, hostupFilingSchema, hostupForm, hostupServiceChoice } from "./form";

const schema = hostupFilingSchema(50_000);
const least = { department: "domain-names", subject: "S", message: "M" };

/** The messages by field of values that are refused. */
function errors(values: Record<string, string>): Record<string, string> {
  const parsed = hostupForm.schema.safeParse(values);
  return renderFieldErrors(english, fieldErrorsOf(parsed.error?.issues ?? []));
}

describe("HostUp's filing form", () => {
  it("has the labels and names that people and tests know", () => {
    expect(
      hostupForm.fields.map(({ name, label, required }) => [
        name,
        renderMessage(english, { key: label }),
        required,
      ]),
    ).toEqual([
      ["department", "Department", true],
      ["service", "Service", false],
      ["priority", "Priority", false],
      ["customerImpact", "Customer impact", true],
      ["subject", "Subject", true],
      ["message", "Message", true],
      ["cc", "CC", false],
    ]);
  });

  it("filled as in the reference's example makes exactly its request body", () => {
    const values = schema.parse({
      department: "domain-names",
      subject: "Question about my hosting account",
      message: "Hello, I need help with my website.",
      priority: "low",
      customerImpact: "",
      cc: "colleague@example.com",
      service: "domain:dom_01hxa3b4c5d6e7f8g9h0j1k2m3",
    });
    expect(hostupCreateBody(values)).toEqual({
      departmentSlug: "domain-names",
      subject: "Question about my hosting account",
      message: "Hello, I need help with my website.",
      priority: "low",
      ccEmails: ["colleague@example.com"],
      context: { serviceType: "domain", serviceId: "dom_01hxa3b4c5d6e7f8g9h0j1k2m3" },
    });
  });

  it("chooses a service by its kind and id, and none of another kind", () => {
    const choice = { field: "service", value: "vps:srv_1" };
    expect(hostupServiceChoice({ kind: "vps", externalId: "srv_1" })).toEqual(choice);
    expect(hostupServiceChoice({ kind: "rack", externalId: "srv_1" })).toBeNull();
  });

  it("leaves out what was left empty", () => {
    const body = hostupCreateBody(
      schema.parse({ ...least, priority: "", customerImpact: " ", cc: " , \n", service: "" }),
    );
    expect(Object.keys(body)).toEqual(["departmentSlug", "subject", "message"]);
  });

  it("keeps text exactly as typed", () => {
    const message = "  <b>\tåäö 🚒\r\n\n--  \n";
    expect(hostupCreateBody(schema.parse({ ...least, message, subject: " a  b " }))).toMatchObject({
      message,
      subject: " a  b ",
    });
  });

  it("sends CC as bare addresses, each once", () => {
    const cc =
      "a@example.com; Bo Berg <b@example.com>\r\n\r\nA@example.com, kundtjanst@räksmörgås.se";
    const sent = ["a@example.com", "b@example.com", "kundtjanst@xn--rksmrgs-5wao1o.se"];
    expect(hostupCreateBody(schema.parse({ ...least, cc })).ccEmails).toEqual(sent);
  });

  it("gives the same when its result is parsed again", () => {
    const once = schema.parse({
      ...least,
      priority: "critical",
      customerImpact: "All is down.",
      cc: "a@example.com,b@example.com",
      service: "vps:vps_1",
    });
    expect(schema.parse(once)).toEqual(once);
  });

  it("asks for the customer impact with critical priority, and only sends it then", () => {
    expect(errors({ ...least, priority: "critical" })).toHaveProperty("customerImpact");
    expect(
      hostupCreateBody(
        schema.parse({ ...least, priority: "critical", customerImpact: "All is down." }),
      ),
    ).toMatchObject({ criticalReason: "All is down." });
    expect(
      hostupCreateBody(
        schema.parse({ ...least, priority: "high", customerImpact: "All is down." }),
      ),
    ).not.toHaveProperty("criticalReason");
  });

  it("says everything that is wrong at once", () => {
    expect(Object.keys(errors({ priority: "critical", cc: "nobody" })).sort()).toEqual([
      "cc",
      "customerImpact",
      "department",
      "message",
      "subject",
    ]);
  });

  it.each<[string, Record<string, string>, string]>([
    ["blank subject", { subject: " \t\n" }, "subject"],
    ["blank message", { message: "\u00a0" }, "message"],
    ["NUL in the message", { message: "a\u0000b" }, "message"],
    ["long subject", { subject: "x".repeat(256) }, "subject"],
    ["long message", { message: "x".repeat(50_001) }, "message"],
    ["unknown priority", { priority: "extreme" }, "priority"],
    ["service of no kind", { service: "dom_1" }, "service"],
    [
      "many CCs",
      { cc: Array.from({ length: 21 }, (_, index) => `p${index}@example.com`).join() },
      "cc",
    ],
  ])("refuses: %s", (_name, change, field) =>
    expect(Object.keys(errors({ ...least, ...change }))).toEqual([field]),
  );

  it("names the address that is wrong", () => {
    const { cc } = errors({ ...least, cc: "a@example.com, nobody@, c@example.com" });
    expect(withVisibleMarks(cc ?? "")).toBe("“⟦nobody@⟧” isn’t an email address.");
  });
});
