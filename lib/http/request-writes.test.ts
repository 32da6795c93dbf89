import { describe, expect, it } from "vitest";

import {
  bodyThat,
  makeHttpTarget,
  manyRefused,
  networkError,
  POST,
  requestError,
} from "@/tests/helpers/http/http-target";

import { request } from "./request";

describe("writes", () => {
  it.each([
    "ECONNREFUSED",
    "EHOSTUNREACH",
    "ETIMEDOUT",
    "ENOTFOUND",
    "EAI_AGAIN",
    "UND_ERR_CONNECT_TIMEOUT",
  ])("%s: nothing was sent, so it did not happen", async (code) => {
    const { target, sent } = makeHttpTarget([networkError(code)]);
    expect((await requestError(request(target, POST))).code).toBe("provider_unavailable");
    expect(sent).toHaveLength(1);
  });

  it("all addresses out of reach: nothing was sent", async () => {
    expect((await requestError(request(makeHttpTarget([manyRefused()]).target, POST))).code).toBe(
      "provider_unavailable",
    );
  });

  it.each(["ECONNRESET", "UND_ERR_SOCKET", "EPIPE", "UND_ERR_HEADERS_TIMEOUT"])(
    "%s: the outcome is unknown, and it is not sent again",
    async (code) => {
      const { target, sent } = makeHttpTarget([networkError(code), new Response("{}")]);
      expect((await requestError(request(target, POST))).code).toBe("provider_unknown_outcome");
      expect(sent).toHaveLength(1);
    },
  );

  it.each([
    ["EHOSTUNREACH", "read"],
    ["ENETUNREACH", "write"],
    ["ETIMEDOUT", "read"],
  ])("%s of a connection that was open (%s): the outcome is unknown", async (code, syscall) => {
    const { target, sent } = makeHttpTarget([networkError(code, syscall), new Response("{}")]);
    expect((await requestError(request(target, POST))).code).toBe("provider_unknown_outcome");
    expect(sent).toHaveLength(1);
  });

  it("a body that breaks off: the outcome is unknown", async () => {
    const { target, sent } = makeHttpTarget([
      new Response(
        bodyThat((controller) => controller.error(networkError("ECONNREFUSED"))),
        { headers: { "x-request-id": "req_9" } },
      ),
    ]);
    const error = await requestError(request(target, POST));
    expect(error).toMatchObject({ code: "provider_unknown_outcome", requestId: "req_9" });
    expect(sent).toHaveLength(1);
  });

  it("an answer that is too large, a redirect, a timeout: the outcome is unknown", async () => {
    const large = makeHttpTarget([new Response("x".repeat(2000))], { limits: { maxBytes: 1000 } });
    const redirect = makeHttpTarget([
      new Response(null, { status: 303, headers: { location: "/" } }),
    ]);
    const silent = makeHttpTarget([
      () => new Promise<Response>(() => queueMicrotask(() => silent.fire())),
    ]);
    for (const { target, sent } of [large, redirect, silent]) {
      expect((await requestError(request(target, POST))).code).toBe("provider_unknown_outcome");
      expect(sent).toHaveLength(1);
    }
  });

  it.each([429, 502, 503, 504])("%i is not repeated", async (status) => {
    const { target, sent } = makeHttpTarget([
      new Response("", { status, headers: { "retry-after": "0" } }),
    ]);
    expect((await request(target, POST)).status).toBe(status);
    expect(sent).toHaveLength(1);
  });

  it("are not sent at all when the caller has already stopped", async () => {
    const { target, sent } = makeHttpTarget([], { signal: AbortSignal.abort() });
    expect((await requestError(request(target, POST))).code).toBe("provider_timeout");
    expect(sent).toHaveLength(0);
  });

  it("without effect are repeated like reads, and their lost answer is no unknown outcome", async () => {
    const { target, sent } = makeHttpTarget([networkError("ECONNRESET"), new Response("{}")]);
    expect((await request(target, { ...POST, effect: "none" })).status).toBe(200);
    expect(sent).toHaveLength(2);
  });

  it("keep credential and body out of the error", async () => {
    const { target } = makeHttpTarget([networkError("ECONNRESET")]);
    const error = await requestError(
      request(target, { ...POST, body: '{"message":"canary-body"}' }),
    );
    expect(JSON.stringify([error.message, String(error.cause), error])).not.toMatch(/canary/);
    const bad = await requestError(
      request(target, { ...POST, headers: { authorization: "Bearer canary\nkey" } }),
    );
    expect(bad.code).toBe("provider_unauthorized");
    expect(JSON.stringify([bad.message, String(bad.cause), bad.stack])).not.toMatch(/canary/);
  });
});

describe("a refusal that quotes the credential", () => {
  it("is handed on without it", async () => {
    const bearer = makeHttpTarget([
      new Response('{"detail":"canary-key is not valid"}', { status: 401 }),
    ]);
    expect((await request(bearer.target, POST)).text).toBe('{"detail":"[removed] is not valid"}');
    const form = makeHttpTarget([new Response("no such token: canary-token", { status: 400 })]);
    expect(
      (
        await request(form.target, {
          method: "POST",
          path: "/oauth2/token",
          body: new URLSearchParams({ api_token: "canary-token" }),
        })
      ).text,
    ).not.toContain("canary");
  });
});
