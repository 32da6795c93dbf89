import { describe, expect, it } from "vitest";

import type { ErrorCode } from "@/lib/error-codes";
import { message } from "@/lib/i18n/message";
import { errorAnswer, NOW, problem } from "@/tests/helpers/http/error-answers";

import { errorFromAnswer, missingScopeOf } from "./error-from-answer";
import { hostupRefusals } from "./hostup/refusals";
import type { Refusals } from "./refusals";
import { upsunRefusals } from "./upsun/refusals";

describe("the code of an error", () => {
  const html = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
  const cases: Array<[string, number, unknown, ErrorCode]> = [
    ["problem 400", 400, problem(400, {}), "provider_invalid"],
    ["problem 401", 401, problem(401, { code: "unauthorized" }), "provider_unauthorized"],
    ["problem 403", 403, problem(403, { code: "forbidden" }), "provider_forbidden"],
    ["problem 404", 404, problem(404, { code: "not_found" }), "provider_not_found"],
    ["problem 409", 409, problem(409, { code: "cooldown_active" }), "provider_conflict"],
    ["problem 422", 422, problem(422, {}), "provider_invalid"],
    ["rate_limited", 429, problem(429, { code: "rate_limited" }), "provider_rate_limited"],
    [
      "rate_limit_exceeded whatever the status",
      403,
      problem(403, { code: "rate_limit_exceeded" }),
      "provider_rate_limited",
    ],
    ["problem 500", 500, problem(500, { code: "internal_error" }), "provider_unavailable"],
    ["problem 502", 502, problem(502, {}), "provider_unavailable"],
    ["{error}", 403, { error: "Forbidden" }, "provider_forbidden"],
    [
      "500 with a code that means a refusal elsewhere",
      500,
      { error: "rate_limited" },
      "provider_unavailable",
    ],
    ["{message, code}", 404, { message: "No such ticket.", code: 404 }, "provider_not_found"],
    ["HTML 502", 502, html, "provider_unavailable"],
    ["HTML 403", 403, html, "provider_forbidden"],
    ["empty 400", 400, "", "provider_invalid"],
    ["empty 500", 500, "", "provider_unavailable"],
    ["408", 408, "", "provider_timeout"],
    ["413", 413, "", "provider_invalid"],
    ["418", 418, "short and stout", "provider_conflict"],
    ["JSON that is no object", 400, "[1,2]", "provider_invalid"],
    ["cut JSON", 400, '{"detail": "x', "provider_invalid"],
  ];
  it.each(cases)("%s", (_name, status, body, code) =>
    expect(errorFromAnswer(errorAnswer(status, body), hostupRefusals).code).toBe(code),
  );

  it("of an OAuth server: a wrong token is a 400", () => {
    const refused = { error: "invalid_grant", error_description: "The API token is not valid." };
    expect(errorFromAnswer(errorAnswer(400, refused), upsunRefusals).code).toBe(
      "provider_unauthorized",
    );
    expect(errorFromAnswer(errorAnswer(401, { error: "invalid_token" }), upsunRefusals).code).toBe(
      "provider_unauthorized",
    );
  });
});

describe.each<Refusals>([hostupRefusals, upsunRefusals])("a write that $name", (refusals) => {
  const bodies: Array<[string, unknown]> = [
    ["nothing", ""],
    ["a proxy's page", "<html><head><title>503</title></head></html>"],
    ["a problem document", problem(503, { code: "internal_error" })],
    ["any JSON", { message: "Service Unavailable" }],
    ["an empty object", {}],
    ["JSON that is no object", "[1]"],
    ...[
      "rate_limited",
      "rate_limit_exceeded",
      "invalid_grant",
      "invalid_token",
      "insufficient_scope",
      "cooldown_active",
    ].flatMap((code): Array<[string, unknown]> => [
      [`{error: ${code}}`, { error: code }],
      [`the code ${code}`, problem(500, { code })],
    ]),
  ];
  const headers: Record<string, string>[] = [
    {},
    { "retry-after": "5" },
    { "x-ratelimit-reset": "30" },
  ];
  const codesFor = (status: number) =>
    new Set(
      bodies.flatMap(([, body]) =>
        headers.map(
          (more) => errorFromAnswer(errorAnswer(status, body, more, true), refusals).code,
        ),
      ),
    );
  const upTo = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index);

  it("answers with any 5xx, 3xx or undocumented 4xx may have arrived, whatever the body and headers say", () => {
    const doubtful = [
      ...upTo(300, 399),
      ...upTo(400, 499).filter((status) => !refusals.certain.has(status)),
      ...upTo(500, 599),
    ];
    const wrong = doubtful.filter(
      (status) => [...codesFor(status)].join() !== "provider_unknown_outcome",
    );
    expect(wrong).toEqual([]);
    expect([408, 418, 425].every((status) => doubtful.includes(status))).toBe(true);
  });

  it("refuses for certain with a 4xx that is listed never counts as arrived", () => {
    const certain = [...refusals.certain];
    expect(certain.filter((status) => status < 400 || status > 499)).toEqual([]);
    expect(certain.filter((status) => codesFor(status).has("provider_unknown_outcome"))).toEqual(
      [],
    );
  });

  it.each<[number, ErrorCode]>([
    [400, "provider_invalid"],
    [401, "provider_unauthorized"],
    [403, "provider_forbidden"],
    [404, "provider_not_found"],
    [409, "provider_conflict"],
    [413, "provider_invalid"],
    [422, "provider_invalid"],
    [429, "provider_rate_limited"],
  ])("refuses with %i is %s", (status, code) => {
    for (const body of ["", "<html></html>", { message: "No." }])
      expect(errorFromAnswer(errorAnswer(status, body, {}, true), refusals).code).toBe(code);
  });
});

describe("what a person and the staff learn", () => {
  it("the provider's words, its request id and its code", () => {
    const error = errorFromAnswer(
      errorAnswer(409, problem(409, { code: "cooldown_active", detail: "Wait until 12:00." })),
      hostupRefusals,
    );
    expect(error.message).toBe("HostUp doesn’t allow this right now. Wait until 12:00.");
    expect(error).toMatchObject({
      text: message("provider.conflict", { name: "HostUp" }),
      words: "Wait until 12:00.",
      requestId: "req_01hxa3b4c5d6e7f8g9h0j1k2m3",
      providerCode: "cooldown_active",
    });
  });

  it("a missing scope once, and more than that in the provider's words", () => {
    const lead = "This HostUp key lacks the scope read:support.";
    const said = (detail: string) =>
      problem(403, { code: "insufficient_scope", detail, requiredScope: "read:support" });
    const messageOf = (detail: string) =>
      errorFromAnswer(errorAnswer(403, said(detail)), hostupRefusals).message;
    expect(messageOf("The API key lacks the required scope read:support.")).toBe(lead);
    const more =
      "The scope read:support was taken from this key by admin@example.com on 3 November. Ask them.";
    expect(messageOf(more)).toBe(`${lead} ${more}`);
  });

  it("OAuth's description, {error} and {message}", () => {
    expect(
      errorFromAnswer(
        errorAnswer(400, { error: "invalid_grant", error_description: "The token was revoked." }),
        upsunRefusals,
      ).message,
    ).toContain("The token was revoked.");
    expect(
      errorFromAnswer(errorAnswer(403, { error: "No access here" }), upsunRefusals).message,
    ).toContain("No access here");
    expect(
      errorFromAnswer(errorAnswer(400, { message: "Bad subject", code: 400 }), upsunRefusals)
        .message,
    ).toContain("Bad subject");
  });

  it("nothing of a proxy's page", () => {
    const error = errorFromAnswer(
      errorAnswer(502, "<html><title>502</title><p>nginx/1.2 at 10.0.0.7</p></html>", {
        "x-request-id": "edge-1",
      }),
      hostupRefusals,
    );
    expect(error.message).toBe("HostUp is having problems (error 502).");
    expect(error.requestId).toBe("edge-1");
  });

  it("plain text of a sane length", () => {
    const detail = `<script>alert(1)</script>Too <b>long</b><br>&lt;img src=x&gt; \u202e\u0000${"x".repeat(5000)}`;
    const { message } = errorFromAnswer(errorAnswer(400, problem(400, { detail })), hostupRefusals);
    expect(message).toContain("Too long <img src=x> xxx");
    expect(message).not.toMatch(/alert|\u202e|\u0000/);
    expect(message.length).toBeLessThan(400);
  });

  it.each([
    ["in the detail", { detail: "This key lacks the write:support scope." }, {}, "write:support"],
    [
      "in the extensions",
      { detail: "Forbidden.", extensions: { requiredScope: "read:vm" } },
      {},
      "read:vm",
    ],
    ["in the other order", { detail: "Needs tickets:write." }, {}, "tickets:write"],
    [
      "in the challenge",
      { detail: "Forbidden." },
      { "www-authenticate": 'Bearer error="insufficient_scope", scope="read:support"' },
      "read:support",
    ],
    ["not at all", { detail: "Not yours." }, {}, undefined],
  ])("the missing scope, named %s", (_name, more, headers, scope) => {
    const error = errorFromAnswer(
      errorAnswer(403, problem(403, { code: "forbidden", ...more }), headers),
      hostupRefusals,
    );
    expect(missingScopeOf(error)).toBe(scope);
    if (scope) expect(error.message).toContain(scope);
  });

  it.each([
    ["seconds", { "retry-after": "20" }, 20],
    ["an HTTP date", { "retry-after": "Mon, 27 Apr 2026 12:00:45 GMT" }, 45],
    ["an ISO reset", { "x-ratelimit-reset": "2026-04-27T12:01:00.000Z" }, 60],
    ["nothing", {}, 30],
  ])("when to come back, from %s", (_name, headers, seconds) => {
    expect(errorFromAnswer(errorAnswer(429, "", headers), hostupRefusals).retryAt).toEqual(
      new Date(NOW.getTime() + seconds * 1000),
    );
  });
});

describe("a refusal made to do harm", () => {
  const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  it.each([
    ["a pointer that has no text", 400, '{"errors":[{"detail":"no","pointer":[{"toString":1}]}]}'],
    ["a pointer nested without end", 400, `{"errors":[{"detail":"no","pointer":${deep}}]}`],
    ["scopes nested without end", 403, `{"extensions":{"requiredScopes":${deep}}}`],
    ["scopes that have no text", 403, '{"extensions":{"requiredScopes":[{"toString":1}]}}'],
  ])("is read as far as it has words: %s", (_name, status, body) => {
    expect(errorFromAnswer(errorAnswer(status, body), hostupRefusals).code).toBe(
      status === 400 ? "provider_invalid" : "provider_forbidden",
    );
  });

  it("costs no more time than others, however long it is", () => {
    const started = performance.now();
    for (const detail of [
      "a-".repeat(500_000),
      "<!--".repeat(250_000),
      `/a${" /a".repeat(300_000)}`,
      " ".repeat(1_000_000),
    ])
      errorFromAnswer(errorAnswer(403, problem(403, { detail })), hostupRefusals);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it("leaves nothing that cannot be stored", () => {
    const bad = "x\u0000\ud800y";
    const error = errorFromAnswer(
      errorAnswer(
        400,
        problem(400, {
          detail: bad,
          code: bad,
          requestId: bad,
          errors: [{ pointer: `/${bad}`, detail: bad }],
        }),
      ),
      hostupRefusals,
    );
    expect(
      JSON.stringify([error.message, error.providerCode, error.requestId, error.fieldErrors]),
    ).not.toMatch(/\\u/);
  });
});
