import { describe, expect, it } from "vitest";

import { errorAnswer, problem } from "@/tests/helpers/http/error-answers";

import { errorFromAnswer, renameFields, renamePointers } from "./error-from-answer";
import { hostupRefusals } from "./hostup/refusals";

describe("errors of fields", () => {
  const table = {
    "/ccEmails": "cc",
    "/context": "service",
    "/context/serviceType": "kind",
    "/subject": "subject",
  };

  it("are read by pointer from each shape", () => {
    const of = (body: unknown) =>
      errorFromAnswer(errorAnswer(400, body), hostupRefusals).fieldErrors;
    expect(
      of(
        problem(400, {
          errors: [
            { pointer: "/subject", detail: "is too long", code: "too_long" },
            { pointer: "/subject", detail: "is odd", code: "odd" },
            { pointer: "?limit", detail: "is too high", code: "max" },
          ],
        }),
      ),
    ).toEqual({
      "/subject": "is too long is odd",
      "?limit": "is too high",
    });
    expect(
      of({
        message: "Invalid",
        errors: { subject: ["is blank"], "collaborator_ids.0": "is no UUID" },
      }),
    ).toEqual({ "/subject": "is blank", "/collaborator_ids/0": "is no UUID" });
    expect(of({ code: 400, detail: { category: "is unknown" } })).toEqual({
      "/category": "is unknown",
    });
    expect(of({ errors: [{ field: "subject", message: "is blank" }, "Something else"] })).toEqual({
      "/subject": "is blank",
      "": "Something else",
    });
    expect(
      of({ message: "/subject is required. /collaborator_ids/0: Invalid UUID", code: 400 }),
    ).toEqual({ "/subject": "is required.", "/collaborator_ids/0": "Invalid UUID" });
    expect(
      of(
        problem(400, {
          errors: [{ pointer: "/subject", detail: "/subject: must not be empty", code: "x" }],
        }),
      ),
    ).toEqual({ "/subject": "must not be empty" });
    expect(of(problem(400, {}))).toBeUndefined();
  });

  it.each([
    ["/subject", "subject"],
    ["/ccEmails/0", "cc"],
    ["/ccEmails", "cc"],
    ["/context/serviceId", "service"],
    ["/context/serviceType", "kind"],
  ])("%s belongs to %s", (pointer, field) =>
    expect(renamePointers({ [pointer]: "no" }, table)).toEqual({ [field]: "no" }),
  );

  it("that belong to no field are gathered", () => {
    expect(
      renamePointers({ "/ccEmailsX": "no", "/aiSummary": "nor this", "": "at all" }, table),
    ).toEqual({ "": "/ccEmailsX: no /aiSummary: nor this at all" });
  });

  it("are renamed without losing anything else of the error", () => {
    const error = errorFromAnswer(
      errorAnswer(
        400,
        problem(400, { errors: [{ pointer: "/ccEmails/1", detail: "no", code: "x" }] }),
      ),
      hostupRefusals,
    );
    expect(renameFields(error, table)).toMatchObject({
      code: "provider_invalid",
      message: error.message,
      requestId: error.requestId,
      fieldErrors: { cc: "no" },
    });
    const other = new Error("x");
    expect(renameFields(other, table)).toBe(other);
  });
});
