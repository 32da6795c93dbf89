import { describe, expect, it } from "vitest";
import type { ErrorCode } from "@/lib/errors";
import type { Answer } from "@/lib/http/types";
import { errorFromAnswer, missingScopeOf, renameFields, renamePointers } from "./errors";

const NOW = new Date("2026-04-27T12:00:00.000Z");

function answer(status: number, body: unknown, headers: Record<string, string> = {}, changes = false): Answer {
  return {
    method: changes ? "POST" : "GET",
    path: "/support/tickets",
    changes,
    status,
    headers: new Headers(headers),
    text: typeof body === "string" ? body : JSON.stringify(body),
    requestId: headers["x-request-id"] ?? null,
    sentAt: NOW,
    receivedAt: NOW,
  };
}

const problem = (status: number, more: object) => ({
  type: "https://developer.hostup.se/errors/invalid_request",
  title: "Validation failed",
  status,
  detail: "The request body failed validation.",
  code: "invalid_request",
  instance: "/api/v2/orders",
  requestId: "req_01hxa3b4c5d6e7f8g9h0j1k2m3",
  timestamp: "2026-04-27T12:34:56.000Z",
  ...more,
});

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
    ["rate_limit_exceeded whatever the status", 403, problem(403, { code: "rate_limit_exceeded" }), "provider_rate_limited"],
    ["problem 500", 500, problem(500, { code: "internal_error" }), "provider_unavailable"],
    ["problem 502", 502, problem(502, {}), "provider_unavailable"],
    ["{error}", 403, { error: "Forbidden" }, "provider_forbidden"],
    ["OAuth: a wrong token is a 400", 400, { error: "invalid_grant", error_description: "The API token is not valid." }, "provider_unauthorized"],
    ["OAuth: invalid_token", 401, { error: "invalid_token" }, "provider_unauthorized"],
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
  it.each(cases)("%s", (_name, status, body, code) => expect(errorFromAnswer(answer(status, body), "HostUp").code).toBe(code));

  const writes: Array<[string, number, unknown, Record<string, string>, ErrorCode]> = [
    ["500 as a problem", 500, problem(500, {}), {}, "provider_unknown_outcome"],
    ["502 as a problem", 502, problem(502, {}), {}, "provider_unknown_outcome"],
    ["502 of a proxy", 502, html, {}, "provider_unknown_outcome"],
    ["503 of a proxy", 503, html, {}, "provider_unknown_outcome"],
    ["503 with nothing", 503, "", {}, "provider_unknown_outcome"],
    ["503 in the provider's own words", 503, problem(503, {}), {}, "provider_unavailable"],
    ["503 with a time to come back", 503, "", { "retry-after": "5" }, "provider_unavailable"],
    ["504", 504, "", {}, "provider_unknown_outcome"],
    ["408", 408, "", {}, "provider_unknown_outcome"],
    ["400", 400, problem(400, {}), {}, "provider_invalid"],
    ["409", 409, problem(409, {}), {}, "provider_conflict"],
    ["429", 429, "", {}, "provider_rate_limited"],
    ["304, which says neither yes nor no", 304, "", {}, "provider_unknown_outcome"],
  ];
  it.each(writes)("of a write: %s", (_name, status, body, headers, code) => {
    expect(errorFromAnswer(answer(status, body, headers, true), "HostUp").code).toBe(code);
  });
});

describe("what a person and the staff learn", () => {
  it("the provider's words, its request id and its code", () => {
    const error = errorFromAnswer(answer(409, problem(409, { code: "cooldown_active", detail: "Wait until 12:00." })), "HostUp");
    expect(error.message).toBe("HostUp refused this as things stand. It says: Wait until 12:00.");
    expect(error).toMatchObject({ requestId: "req_01hxa3b4c5d6e7f8g9h0j1k2m3", providerCode: "cooldown_active" });
  });

  it("OAuth's description, {error} and {message}", () => {
    expect(errorFromAnswer(answer(400, { error: "invalid_grant", error_description: "The token was revoked." }), "Upsun").message).toContain("The token was revoked.");
    expect(errorFromAnswer(answer(403, { error: "No access here" }), "Upsun").message).toContain("No access here");
    expect(errorFromAnswer(answer(400, { message: "Bad subject", code: 400 }), "Upsun").message).toContain("Bad subject");
  });

  it("nothing of a proxy's page", () => {
    const error = errorFromAnswer(answer(502, "<html><title>502</title><p>nginx/1.2 at 10.0.0.7</p></html>", { "x-request-id": "edge-1" }), "HostUp");
    expect(error.message).toBe("HostUp has a problem at the moment: it answers 502.");
    expect(error.requestId).toBe("edge-1");
  });

  it("plain text of a sane length", () => {
    const detail = `<script>alert(1)</script>Too <b>long</b><br>&lt;img src=x&gt; \u202e\u0000${"x".repeat(5000)}`;
    const { message } = errorFromAnswer(answer(400, problem(400, { detail })), "HostUp");
    expect(message).toContain("Too long <img src=x> xxx");
    expect(message).not.toMatch(/alert|\u202e|\u0000/);
    expect(message.length).toBeLessThan(400);
  });

  it.each([
    ["in the detail", { detail: "This key lacks the write:support scope." }, {}, "write:support"],
    ["in the extensions", { detail: "Forbidden.", extensions: { requiredScope: "read:vm" } }, {}, "read:vm"],
    ["in the other order", { detail: "Needs tickets:write." }, {}, "tickets:write"],
    ["in the challenge", { detail: "Forbidden." }, { "www-authenticate": 'Bearer error="insufficient_scope", scope="read:support"' }, "read:support"],
    ["not at all", { detail: "Not yours." }, {}, undefined],
  ])("the missing scope, named %s", (_name, more, headers, scope) => {
    const error = errorFromAnswer(answer(403, problem(403, { code: "forbidden", ...more }), headers), "HostUp");
    expect(missingScopeOf(error)).toBe(scope);
    if (scope) expect(error.message).toContain(scope);
  });

  it.each([
    ["seconds", { "retry-after": "20" }, 20],
    ["an HTTP date", { "retry-after": "Mon, 27 Apr 2026 12:00:45 GMT" }, 45],
    ["an ISO reset", { "x-ratelimit-reset": "2026-04-27T12:01:00.000Z" }, 60],
    ["nothing", {}, 30],
  ])("when to come back, from %s", (_name, headers, seconds) => {
    expect(errorFromAnswer(answer(429, "", headers), "HostUp").retryAt).toEqual(new Date(NOW.getTime() + seconds * 1000));
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
    expect(errorFromAnswer(answer(status, body), "HostUp").code).toBe(status === 400 ? "provider_invalid" : "provider_forbidden");
  });

  it("costs no more time than others, however long it is", () => {
    const started = performance.now();
    for (const detail of ["a-".repeat(500_000), "<!--".repeat(250_000), `/a${" /a".repeat(300_000)}`, " ".repeat(1_000_000)]) errorFromAnswer(answer(403, problem(403, { detail })), "HostUp");
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it("leaves nothing that cannot be stored", () => {
    const bad = "x\u0000\ud800y";
    const error = errorFromAnswer(answer(400, problem(400, { detail: bad, code: bad, requestId: bad, errors: [{ pointer: `/${bad}`, detail: bad }] })), "HostUp");
    expect(JSON.stringify([error.message, error.providerCode, error.requestId, error.fieldErrors])).not.toMatch(/\\u/);
  });
});

describe("errors of fields", () => {
  const table = { "/ccEmails": "cc", "/context": "service", "/context/serviceType": "kind", "/subject": "subject" };

  it("are read by pointer from each shape", () => {
    const of = (body: unknown) => errorFromAnswer(answer(400, body), "HostUp").fieldErrors;
    expect(of(problem(400, { errors: [{ pointer: "/subject", detail: "is too long", code: "too_long" }, { pointer: "/subject", detail: "is odd", code: "odd" }, { pointer: "?limit", detail: "is too high", code: "max" }] }))).toEqual({
      "/subject": "is too long is odd",
      "?limit": "is too high",
    });
    expect(of({ message: "Invalid", errors: { subject: ["is blank"], "collaborator_ids.0": "is no UUID" } })).toEqual({ "/subject": "is blank", "/collaborator_ids/0": "is no UUID" });
    expect(of({ code: 400, detail: { category: "is unknown" } })).toEqual({ "/category": "is unknown" });
    expect(of({ errors: [{ field: "subject", message: "is blank" }, "Something else"] })).toEqual({ "/subject": "is blank", "": "Something else" });
    expect(of({ message: "/subject is required. /collaborator_ids/0: Invalid UUID", code: 400 })).toEqual({ "/subject": "is required.", "/collaborator_ids/0": "Invalid UUID" });
    expect(of(problem(400, { errors: [{ pointer: "/subject", detail: "/subject: must not be empty", code: "x" }] }))).toEqual({ "/subject": "must not be empty" });
    expect(of(problem(400, {}))).toBeUndefined();
  });

  it.each([
    ["/subject", "subject"],
    ["/ccEmails/0", "cc"],
    ["/ccEmails", "cc"],
    ["/context/serviceId", "service"],
    ["/context/serviceType", "kind"],
  ])("%s belongs to %s", (pointer, field) => expect(renamePointers({ [pointer]: "no" }, table)).toEqual({ [field]: "no" }));

  it("that belong to no field are gathered", () => {
    expect(renamePointers({ "/ccEmailsX": "no", "/aiSummary": "nor this", "": "at all" }, table)).toEqual({ "": "/ccEmailsX: no /aiSummary: nor this at all" });
  });

  it("are renamed without losing anything else of the error", () => {
    const error = errorFromAnswer(answer(400, problem(400, { errors: [{ pointer: "/ccEmails/1", detail: "no", code: "x" }] })), "HostUp");
    expect(renameFields(error, table)).toMatchObject({ code: "provider_invalid", message: error.message, requestId: error.requestId, fieldErrors: { cc: "no" } });
    const other = new Error("x");
    expect(renameFields(other, table)).toBe(other);
  });
});
