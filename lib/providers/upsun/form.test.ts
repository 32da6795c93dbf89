import { describe, expect, it } from "vitest";

import { fieldErrorsOf } from "@/lib/forms/field-errors";
import { renderFieldErrors, renderMessage } from "@/lib/i18n/message";
import { english, withVisibleMarks } from "@/tests/helpers/texts";

import { parseProject, projectValue, upsunCreateBody, upsunFilingSchema, upsunForm } from "./form";

const schema = upsunFilingSchema(50_000);
const least = { subject: "S", message: "M" };
const UUID = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

function errors(values: Record<string, string>): Record<string, string> {
  const parsed = upsunForm.schema.safeParse(values);
  return renderFieldErrors(english, fieldErrorsOf(parsed.error?.issues ?? []));
}

describe("Upsun's filing form", () => {
  it("has the labels and names that people and tests know", () => {
    expect(
      upsunForm.fields.map(({ name, label }) => [name, renderMessage(english, { key: label })]),
    ).toEqual([
      ["project", "Project"],
      ["category", "Category"],
      ["priority", "Priority"],
      ["subject", "Subject"],
      ["message", "Message"],
      ["affectedUrl", "Affected URL"],
      ["collaborators", "Collaborators"],
    ]);
  });

  it("makes exactly the body of create", () => {
    const values = schema.parse({
      project: projectValue("01HORG", "12345"),
      category: "access",
      priority: "low",
      subject: "Subject",
      message: "Message",
      affectedUrl: "https://www.example.com/shop?x=1",
      collaborators: `${UUID}\nb7e1a2d4-5c36-4f0b-9a57-2f61c8d90e13`,
    });
    expect(upsunCreateBody(values, UUID)).toEqual({
      subject: "Subject",
      description: "Message",
      requester_id: UUID,
      priority: "low",
      subscription_id: "12345",
      organization_id: "01HORG",
      affected_url: "https://www.example.com/shop?x=1",
      category: "access",
      collaborator_ids: [UUID, "b7e1a2d4-5c36-4f0b-9a57-2f61c8d90e13"],
    });
  });

  it("leaves out what was left empty or is not known", () => {
    const body = upsunCreateBody(
      schema.parse({
        ...least,
        project: "",
        category: " ",
        priority: "",
        affectedUrl: "",
        collaborators: "\n",
      }),
      undefined,
    );
    expect(Object.keys(body)).toEqual(["subject", "description"]);
    expect(
      upsunCreateBody(schema.parse({ ...least, project: projectValue("01HORG", null) }), UUID),
    ).not.toHaveProperty("subscription_id");
  });

  it("carries a project's organization and subscription in one value", () => {
    expect(parseProject(projectValue("01HORG", "12345"))).toEqual({
      organizationId: "01HORG",
      subscriptionId: "12345",
    });
    expect(parseProject(undefined)).toEqual({
      organizationId: undefined,
      subscriptionId: undefined,
    });
    expect(parseProject("nonsense")).toEqual({
      organizationId: undefined,
      subscriptionId: undefined,
    });
  });

  it("gives the same when its result is parsed again", () => {
    const once = schema.parse({
      ...least,
      collaborators: `${UUID}, ${UUID}`,
      affectedUrl: "https://example.com",
      project: "a/b",
    });
    expect(schema.parse(once)).toEqual(once);
  });

  it.each<[string, Record<string, string>, string]>([
    ["blank subject", { subject: "" }, "subject"],
    ["NUL in the message", { message: "\u0000a" }, "message"],
    ["half an address", { affectedUrl: "example.com/page" }, "affectedUrl"],
    ["a script for an address", { affectedUrl: "javascript:alert(1)" }, "affectedUrl"],
    ["a blank in the address", { affectedUrl: "https://example.com/ x" }, "affectedUrl"],
    ["a project that is none", { project: "a/b/c" }, "project"],
  ])("refuses: %s", (_name, change, field) =>
    expect(Object.keys(errors({ ...least, ...change }))).toEqual([field]),
  );

  it("names the collaborator that is wrong", () => {
    const { collaborators } = errors({ ...least, collaborators: `${UUID}, jane` });
    expect(withVisibleMarks(collaborators ?? "")).toMatch(/^“⟦jane⟧” /);
  });
});
