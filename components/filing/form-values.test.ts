import { describe, expect, it } from "vitest";

import type { FormField } from "@/lib/providers/forms/contract";

import { dependants, fillEmpty, keepOffered, offeredService } from "./form-values";

const fields: FormField[] = [
  { name: "priority", label: "filing.priority", kind: "select", required: false },
  {
    name: "category",
    label: "upsunForm.category",
    kind: "select",
    required: false,
    live: true,
    dependsOn: ["priority"],
  },
];

describe("a filing form's values", () => {
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

  it("know which choices depend on others", () => {
    expect(dependants({ fields }, "priority")).toEqual(["category"]);
    expect(dependants({ fields }, "category")).toEqual([]);
  });

  it("find the choice that stands for a service, once it is offered", () => {
    const project = { field: "project", value: "/p1", isEnd: true } as const;
    const choices = [
      { value: "org/p10", label: "Ten" },
      { value: "org/p1", label: "One" },
    ];
    expect(offeredService({ project: { choices } }, project)).toBe("org/p1");
    expect(offeredService({ project: { choices } }, { field: "project", value: "p1" })).toBe(
      undefined,
    );
    expect(offeredService({ project: { problem: { message: "-" } } }, project)).toBeUndefined();
    expect(offeredService({}, project)).toBeUndefined();
  });

  it("are filled only where nothing was chosen", () => {
    expect(
      fillEmpty({ subject: "typed", project: "" }, { subject: "other", project: "p" }),
    ).toEqual({ subject: "typed", project: "p" });
  });
});
