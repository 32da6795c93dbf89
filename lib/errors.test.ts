import { describe, expect, it } from "vitest";

import { ERROR_CODES, type ErrorCode, type ErrorTraits, errorTraits } from "./error-codes";

function codesWith(test: (traits: ErrorTraits) => boolean): ErrorCode[] {
  return ERROR_CODES.filter((code) => test(errorTraits(code))).sort();
}

describe("an error code", () => {
  it.each<[trait: string, test: (traits: ErrorTraits) => boolean, codes: ErrorCode[]]>([
    [
      "stops a sync",
      ({ duringSync }) => duringSync === "stop",
      ["conflict", "connection_inactive", "credential_unreadable", "provider_unauthorized"],
    ],
    [
      "postpones a sync",
      ({ duringSync }) => duringSync === "postpone",
      ["busy", "provider_rate_limited"],
    ],
    [
      "skips one ticket",
      ({ duringSync }) => duringSync === "skip_ticket",
      ["provider_forbidden", "provider_invalid", "provider_unreadable"],
    ],
    [
      "means that a provider did not answer",
      ({ duringSync }) => duringSync === "no_answer",
      ["provider_timeout", "provider_unavailable"],
    ],
    [
      "needs another credential",
      ({ recovery }) => recovery === "replace_credential",
      ["credential_unreadable", "provider_unauthorized"],
    ],
    ["needs a new connection", ({ recovery }) => recovery === "reconnect", ["connection_inactive"]],
    [
      "lets a submission be sent again",
      ({ retriesWrite }) => retriesWrite,
      [
        "busy",
        "provider_rate_limited",
        "provider_timeout",
        "provider_unavailable",
        "provider_unknown_outcome",
        "provider_unreadable",
      ],
    ],
    [
      "leaves open whether a write arrived",
      ({ writeMayHaveArrived }) => writeMayHaveArrived,
      ["internal", "provider_timeout", "provider_unknown_outcome", "provider_unreadable"],
    ],
    [
      "refuses a page cursor",
      ({ refusesPageCursor }) => refusesPageCursor,
      ["provider_invalid", "provider_not_found"],
    ],
    [
      "concerns one file",
      ({ concernsOneFile }) => concernsOneFile,
      [
        "invalid",
        "provider_conflict",
        "provider_forbidden",
        "provider_invalid",
        "provider_not_found",
      ],
    ],
    [
      "leaves the caller unknown",
      ({ leavesCallerUnknown }) => leavesCallerUnknown,
      ["provider_forbidden", "provider_not_found", "provider_unreadable"],
    ],
    [
      "is shown at sign-in",
      ({ shownAtSignIn }) => shownAtSignIn,
      ["account_disabled", "busy", "throttled"],
    ],
  ])("%s", (_trait, test, codes) => expect(codesWith(test)).toEqual(codes));

  it("has the status of its kind, and 502 where the provider failed", () => {
    const own = ERROR_CODES.filter((code) => errorTraits(code).httpStatus !== 502);
    expect(Object.fromEntries(own.map((code) => [code, errorTraits(code).httpStatus]))).toEqual({
      invalid: 400,
      unauthenticated: 401,
      account_disabled: 403,
      forbidden: 403,
      proof_required: 403,
      not_found: 404,
      conflict: 409,
      other_viewer: 409,
      read_only: 403,
      outdated: 409,
      too_large: 413,
      connection_inactive: 409,
      throttled: 429,
      busy: 503,
      internal: 500,
    });
  });
});
