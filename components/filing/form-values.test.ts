import { describe, expect, it } from "vitest";

import type { FormField } from "@/lib/providers/forms/contract";

import { dependants, keepOffered } from "./form-values";

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
});
