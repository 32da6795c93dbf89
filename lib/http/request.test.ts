import { describe, expect, it } from "vitest";

import { AppError } from "@/lib/errors";
import {
  bodyThat,
  GET,
  type HttpStep,
  makeHttpTarget,
  networkError,
  POST,
  requestError,
} from "@/tests/helpers/http/http-target";

import { isStreamed, request, requestStream } from "./request";
import type { HttpTarget } from "./types";

describe("whoever is asked before each attempt", () => {
  it("can refuse it, and nothing is sent", async () => {
    const refusal = new AppError("provider_rate_limited");
    const { target, sent } = makeHttpTarget([new Response("{}")], {
      beforeCall: () => Promise.reject(refusal),
    });
    await expect(request(target, GET)).rejects.toBe(refusal);
    expect(sent).toEqual([]);
  });

  it("can refuse the wait for another attempt", async () => {
    const answers = [
      async () => () => undefined,
      () => Promise.reject(new AppError("provider_rate_limited")),
    ];
    const { target, sent, slept } = makeHttpTarget(
      [new Response("", { status: 429, headers: { "retry-after": "5" } })],
      { beforeCall: () => answers.shift()?.() ?? Promise.reject(new Error("asked too often")) },
    );
    expect((await requestError(request(target, GET))).code).toBe("provider_rate_limited");
    expect([sent.length, slept]).toEqual([1, []]);
  });

  it("is told once that it is over, however it ended, and not while it waits", async () => {
    let open = 0;
    let most = 0;
    const beforeCall = async () => {
      most = Math.max(most, ++open);
      return () => void (open -= 1);
    };
    const { target } = makeHttpTarget(
      [new Response("", { status: 503 }), networkError("ECONNRESET"), new Response("{}")],
      { beforeCall },
    );
    await request(target, GET);
    await expect(
      request(makeHttpTarget([networkError("ECONNRESET")], { beforeCall }).target, POST),
    ).rejects.toMatchObject({ code: "provider_unknown_outcome" });
    expect([open, most]).toEqual([0, 1]);
  });
});

describe("reads", () => {
  it("are repeated on 503 and a broken connection, and every attempt is recorded without its query", async () => {
    const { target, sent, calls, slept } = makeHttpTarget([
      new Response("", { status: 503 }),
      networkError("ECONNRESET"),
      new Response("{}", { headers: { "x-request-id": "req_1", "x-ratelimit-remaining": "59" } }),
    ]);
    const answer = await request(target, GET);
    expect(answer).toMatchObject({ status: 200, text: "{}", requestId: "req_1", changes: false });
    expect(sent).toHaveLength(3);
    expect(slept).toEqual([300, 600]);
    expect(
      calls.map(({ status, path, requestId, rateLimitRemaining }) => ({
        status,
        path,
        requestId,
        rateLimitRemaining,
      })),
    ).toEqual([
      { status: 503, path: "/api/v2/support/tickets", requestId: null, rateLimitRemaining: null },
      { status: null, path: "/api/v2/support/tickets", requestId: null, rateLimitRemaining: null },
      { status: 200, path: "/api/v2/support/tickets", requestId: "req_1", rateLimitRemaining: 59 },
    ]);
  });

  it("tell what the other side counts", async () => {
    const told = {
      "x-ratelimit-limit": "600",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": "2026-04-27T13:00:00Z",
    };
    const { target, calls } = makeHttpTarget([
      new Response("", { headers: told }),
      new Response(""),
    ]);
    await request(target, GET);
    await request(target, GET);
    expect(calls).toMatchObject([
      {
        rateLimit: 600,
        rateLimitRemaining: 0,
        rateLimitResetAt: new Date("2026-04-27T13:00:00Z"),
        retryAt: null,
      },
      { rateLimit: null, rateLimitRemaining: null, rateLimitResetAt: null, retryAt: null },
    ]);
  });

  const toComeBack: Array<[number, string, Record<string, string>, string | null]> = [
    [429, "seconds", { "retry-after": "120" }, "2026-04-27T12:02:00Z"],
    [
      429,
      "an HTTP date",
      { "retry-after": "Mon, 27 Apr 2026 13:00:00 GMT" },
      "2026-04-27T13:00:00Z",
    ],
    [
      429,
      "X-RateLimit-Reset",
      { "x-ratelimit-reset": "2026-04-27T13:00:00Z" },
      "2026-04-27T13:00:00Z",
    ],
    [429, "zero seconds", { "retry-after": "0" }, "2026-04-27T12:00:30Z"],
    [429, "no header", {}, "2026-04-27T12:00:30Z"],
    [503, "seconds", { "retry-after": "120" }, "2026-04-27T12:02:00Z"],
    [
      503,
      "an HTTP date",
      { "retry-after": "Mon, 27 Apr 2026 13:00:00 GMT" },
      "2026-04-27T13:00:00Z",
    ],
    [503, "X-RateLimit-Reset", { "x-ratelimit-reset": "2026-04-27T13:00:00Z" }, null],
    [503, "zero seconds", { "retry-after": "0" }, null],
    [503, "a date that has passed", { "retry-after": "Mon, 27 Apr 2026 11:00:00 GMT" }, null],
    [503, "words", { "retry-after": "soon" }, null],
    [503, "no header", {}, null],
    [502, "seconds", { "retry-after": "120" }, null],
    [504, "seconds", { "retry-after": "120" }, null],
    [500, "seconds", { "retry-after": "120" }, null],
    [200, "seconds", { "retry-after": "120" }, null],
  ];

  it.each(toComeBack)(
    "tell of a %i with %s when the other side wants to be asked again",
    async (status, _form, headers, expected) => {
      const { target, calls } = makeHttpTarget([new Response("", { status, headers })]);
      await request(target, { ...GET, effect: "change" });
      expect(calls.map(({ retryAt }) => retryAt)).toEqual([expected && new Date(expected)]);
    },
  );

  it("are repeated when the body breaks off", async () => {
    const { target, sent } = makeHttpTarget([
      new Response(bodyThat((controller) => controller.error(networkError("UND_ERR_SOCKET")))),
      new Response("whole"),
    ]);
    expect((await request(target, GET)).text).toBe("whole");
    expect(sent).toHaveLength(2);
  });

  it("answer a 429 that asks for too much as it is", async () => {
    const { target, sent, slept } = makeHttpTarget([
      new Response("", { status: 429, headers: { "retry-after": "86400" } }),
    ]);
    expect((await request(target, GET)).status).toBe(429);
    expect(sent).toHaveLength(1);
    expect(slept).toEqual([]);
  });

  it("end as unavailable when every attempt fails", async () => {
    const { target, sent } = makeHttpTarget(
      [1, 2, 3, 4, 5].map(() => networkError("ECONNREFUSED")),
    );
    expect((await requestError(request(target, GET))).code).toBe("provider_unavailable");
    expect(sent).toHaveLength(4);
  });

  it("end as a timeout while the body is still coming, even if fetch ignores the signal", async () => {
    let stalled = () => {};
    const reached = new Promise<void>((resolve) => (stalled = resolve));
    const { target, sent, fire } = makeHttpTarget([new Response(bodyThat(() => stalled()))]);
    const failed = requestError(request(target, GET));
    await reached;
    fire();
    expect((await failed).code).toBe("provider_timeout");
    expect(sent).toHaveLength(1);
  });

  it("stop when their caller does", async () => {
    const caller = new AbortController();
    const { target } = makeHttpTarget([() => new Promise(() => caller.abort())], {
      signal: caller.signal,
    });
    expect((await requestError(request(target, GET))).code).toBe("provider_timeout");
  });

  it("refuse an answer that grows too large, whatever length it announced", async () => {
    const { target, sent } = makeHttpTarget(
      [new Response("x".repeat(2000), { headers: { "content-length": "10" } })],
      { limits: { maxBytes: 1000 } },
    );
    expect((await requestError(request(target, GET))).code).toBe("provider_unreadable");
    expect(sent).toHaveLength(1);
  });

  it.each([301, 302, 303, 307, 308])("never follow a %i", async (status) => {
    const { target, sent } = makeHttpTarget([
      new Response(null, { status, headers: { location: "https://evil.example/" } }),
    ]);
    expect((await requestError(request(target, GET))).code).toBe("provider_unreadable");
    expect(sent).toHaveLength(1);
    expect(sent[0]?.init.redirect).toBe("manual");
  });
});

describe("files", () => {
  const read = async (steps: HttpStep[], change: Partial<HttpTarget> = {}) => {
    const set = makeHttpTarget(steps, change);
    const answer = await requestStream(set.target, GET);
    if (!isStreamed(answer)) throw new Error("not a stream");
    return { ...set, text: () => new Response(answer.body).text() };
  };

  it("are passed on as they come", async () => {
    const { text, timers } = await read([new Response("bytes")]);
    expect(await text()).toBe("bytes");
    expect(timers.size).toBe(0);
  });

  it("are ended when they grow too large, break or stall", async () => {
    const large = await read([new Response("x".repeat(2000))], {
      limits: { maxStreamBytes: 1000 },
    });
    expect((await requestError(large.text())).code).toBe("provider_unreadable");
    const broken = await read([
      new Response(bodyThat((controller) => controller.error(networkError("ECONNRESET")))),
    ]);
    expect((await requestError(broken.text())).code).toBe("provider_unavailable");
    const stalled = await read([
      new Response(bodyThat(() => queueMicrotask(() => stalled.fire()))),
    ]);
    expect((await requestError(stalled.text())).code).toBe("provider_timeout");
  });

  it("that are not there are answered in full", async () => {
    const answer = await requestStream(
      makeHttpTarget([new Response("gone", { status: 404 })]).target,
      GET,
    );
    expect(isStreamed(answer) ? null : answer.text).toBe("gone");
  });
});
