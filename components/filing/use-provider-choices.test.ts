import { describe, expect, it } from "vitest";

import type { Failure } from "@/lib/result";
import { english } from "@/tests/helpers/texts";

import { noteOfFailure } from "./use-provider-choices";

const failure: Failure = {
  ok: false,
  code: "provider_unavailable",
  message: "HostUp is down.",
  words: "Maintenance",
  fieldErrors: {},
};

describe("choices that were not loaded", () => {
  it("come with the reason", () =>
    expect(noteOfFailure(english, failure)).toEqual({
      message: "HostUp is down.",
      words: "Maintenance",
    }));

  it.each(["offline", "unreachable"] as const)(
    "leave nothing uncertain when no answer came (%s)",
    (code) =>
      expect(noteOfFailure(english, { ...failure, code, words: undefined })).toEqual({
        message: "We couldn’t load the options.",
      }),
  );
});
