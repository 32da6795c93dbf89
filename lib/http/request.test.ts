import { describe, expect, it } from "vitest";

import { AppError } from "@/lib/errors";

import type { Clock } from "./clock";
import { isStreamed, request, requestStream } from "./request";
import type { Call, CallRecord, HttpTarget } from "./types";

type Step = Response | Error | (() => Promise<Response>);

/** A clock whose time moves only by waiting; `fire` lets the attempt's time run out. */
function fakeClock() {
  let now = Date.parse("2026-04-27T12:00:00Z");
  const slept: number[] = [];
  const timers = new Set<() => void>();
  const clock: Clock = {
    now: () => now,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
    after: (_milliseconds, callback) => {
      timers.add(callback);
      return () => void timers.delete(callback);
    },
  };
  return { clock, slept, timers, fire: () => timers.forEach((callback) => callback()) };
}

function setUp(steps: Step[], change: Partial<HttpTarget> = {}) {
  const sent: Array<{ url: string; init: RequestInit }> = [];
  const calls: CallRecord[] = [];
  const time = fakeClock();
  const peer: HttpTarget = {
    name: "HostUp",
    baseUrl: "https://cloud.hostup.se/api/v2",
    clock: time.clock,
    random: () => 1,
    onCall: (call) => calls.push(call),
    fetch: async (url, init) => {
      sent.push({ url: String(url), init: init ?? {} });
      const step = steps[sent.length - 1] ?? new Response("unexpected", { status: 599 });
      if (step instanceof Error) throw step;
      return typeof step === "function" ? step() : step;
    },
    ...change,
  };
  return { peer, sent, calls, ...time };
}

const GET: Call = { method: "GET", path: "/support/tickets", query: { cursor: "abc" } };
const POST: Call = {
  method: "POST",
  path: "/support/tickets",
  body: "{}",
  headers: { authorization: "Bearer canary-key" },
};

const SYSCALLS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connect",
  ENETUNREACH: "connect",
  EHOSTUNREACH: "connect",
  ETIMEDOUT: "connect",
  ENOTFOUND: "getaddrinfo",
  EAI_AGAIN: "getaddrinfo",
};
const reason = (code: string, syscall = SYSCALLS[code]) =>
  Object.assign(new Error(code), { code, syscall });
const networkError = (code: string, syscall?: string) =>
  new TypeError("fetch failed", { cause: reason(code, syscall) });
const manyRefused = () =>
  new TypeError("fetch failed", {
    cause: new AggregateError([reason("ECONNREFUSED"), reason("ENETUNREACH")]),
  });

async function failure(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => new Error("it did not fail"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error;
  return error;
}

/** A body that sends some bytes and then does what it is told. */
function bodyThat(
  then: (controller: ReadableStreamDefaultController<Uint8Array>) => void,
): ReadableStream<Uint8Array> {
  let first = true;
  return new ReadableStream(
    {
      pull(controller) {
        if (first) controller.enqueue(new TextEncoder().encode('{"data":['));
        else then(controller);
        first = false;
      },
    },
    { highWaterMark: 0 },
  );
}

describe("whoever is asked before each attempt", () => {
  it("can refuse it, and nothing is sent", async () => {
    const refusal = new AppError("provider_rate_limited");
    const { peer, sent } = setUp([new Response("{}")], {
      beforeCall: () => Promise.reject(refusal),
    });
    await expect(request(peer, GET)).rejects.toBe(refusal);
    expect(sent).toEqual([]);
  });

  it("can refuse the wait for another attempt", async () => {
    const answers = [
      async () => () => undefined,
      () => Promise.reject(new AppError("provider_rate_limited")),
    ];
    const { peer, sent, slept } = setUp(
      [new Response("", { status: 429, headers: { "retry-after": "5" } })],
      { beforeCall: () => answers.shift()?.() ?? Promise.reject(new Error("asked too often")) },
    );
    expect((await failure(request(peer, GET))).code).toBe("provider_rate_limited");
    expect([sent.length, slept]).toEqual([1, []]);
  });

  it("is told once that it is over, however it ended, and not while it waits", async () => {
    let open = 0;
    let most = 0;
    const beforeCall = async () => {
      most = Math.max(most, ++open);
      return () => void (open -= 1);
    };
    const { peer } = setUp(
      [new Response("", { status: 503 }), networkError("ECONNRESET"), new Response("{}")],
      { beforeCall },
    );
    await request(peer, GET);
    await expect(
      request(setUp([networkError("ECONNRESET")], { beforeCall }).peer, POST),
    ).rejects.toMatchObject({ code: "provider_unknown_outcome" });
    expect([open, most]).toEqual([0, 1]);
  });
});

describe("reads", () => {
  it("are repeated on 503 and a broken connection, and every attempt is recorded without its query", async () => {
    const { peer, sent, calls, slept } = setUp([
      new Response("", { status: 503 }),
      networkError("ECONNRESET"),
      new Response("{}", { headers: { "x-request-id": "req_1", "x-ratelimit-remaining": "59" } }),
    ]);
    const answer = await request(peer, GET);
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
    const { peer, calls } = setUp([new Response("", { headers: told }), new Response("")]);
    await request(peer, GET);
    await request(peer, GET);
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
      const { peer, calls } = setUp([new Response("", { status, headers })]);
      await request(peer, { ...GET, effect: "change" });
      expect(calls.map(({ retryAt }) => retryAt)).toEqual([expected && new Date(expected)]);
    },
  );

  it("are repeated when the body breaks off", async () => {
    const { peer, sent } = setUp([
      new Response(bodyThat((controller) => controller.error(networkError("UND_ERR_SOCKET")))),
      new Response("whole"),
    ]);
    expect((await request(peer, GET)).text).toBe("whole");
    expect(sent).toHaveLength(2);
  });

  it("answer a 429 that asks for too much as it is", async () => {
    const { peer, sent, slept } = setUp([
      new Response("", { status: 429, headers: { "retry-after": "86400" } }),
    ]);
    expect((await request(peer, GET)).status).toBe(429);
    expect(sent).toHaveLength(1);
    expect(slept).toEqual([]);
  });

  it("end as unavailable when every attempt fails", async () => {
    const { peer, sent } = setUp([1, 2, 3, 4, 5].map(() => networkError("ECONNREFUSED")));
    expect((await failure(request(peer, GET))).code).toBe("provider_unavailable");
    expect(sent).toHaveLength(4);
  });

  it("end as a timeout while the body is still coming, even if fetch ignores the signal", async () => {
    let stalled = () => {};
    const reached = new Promise<void>((resolve) => (stalled = resolve));
    const { peer, sent, fire } = setUp([new Response(bodyThat(() => stalled()))]);
    const failed = failure(request(peer, GET));
    await reached;
    fire();
    expect((await failed).code).toBe("provider_timeout");
    expect(sent).toHaveLength(1);
  });

  it("stop when their caller does", async () => {
    const caller = new AbortController();
    const { peer } = setUp([() => new Promise(() => caller.abort())], { signal: caller.signal });
    expect((await failure(request(peer, GET))).code).toBe("provider_timeout");
  });

  it("refuse an answer that grows too large, whatever length it announced", async () => {
    const { peer, sent } = setUp(
      [new Response("x".repeat(2000), { headers: { "content-length": "10" } })],
      { limits: { maxBytes: 1000 } },
    );
    expect((await failure(request(peer, GET))).code).toBe("provider_unreadable");
    expect(sent).toHaveLength(1);
  });

  it.each([301, 302, 303, 307, 308])("never follow a %i", async (status) => {
    const { peer, sent } = setUp([
      new Response(null, { status, headers: { location: "https://evil.example/" } }),
    ]);
    expect((await failure(request(peer, GET))).code).toBe("provider_unreadable");
    expect(sent).toHaveLength(1);
    expect(sent[0]?.init.redirect).toBe("manual");
  });
});

describe("writes", () => {
  it.each([
    "ECONNREFUSED",
    "EHOSTUNREACH",
    "ETIMEDOUT",
    "ENOTFOUND",
    "EAI_AGAIN",
    "UND_ERR_CONNECT_TIMEOUT",
  ])("%s: nothing was sent, so it did not happen", async (code) => {
    const { peer, sent } = setUp([networkError(code)]);
    expect((await failure(request(peer, POST))).code).toBe("provider_unavailable");
    expect(sent).toHaveLength(1);
  });

  it("all addresses out of reach: nothing was sent", async () => {
    expect((await failure(request(setUp([manyRefused()]).peer, POST))).code).toBe(
      "provider_unavailable",
    );
  });

  it.each(["ECONNRESET", "UND_ERR_SOCKET", "EPIPE", "UND_ERR_HEADERS_TIMEOUT"])(
    "%s: the outcome is unknown, and it is not sent again",
    async (code) => {
      const { peer, sent } = setUp([networkError(code), new Response("{}")]);
      expect((await failure(request(peer, POST))).code).toBe("provider_unknown_outcome");
      expect(sent).toHaveLength(1);
    },
  );

  it.each([
    ["EHOSTUNREACH", "read"],
    ["ENETUNREACH", "write"],
    ["ETIMEDOUT", "read"],
  ])("%s of a connection that was open (%s): the outcome is unknown", async (code, syscall) => {
    const { peer, sent } = setUp([networkError(code, syscall), new Response("{}")]);
    expect((await failure(request(peer, POST))).code).toBe("provider_unknown_outcome");
    expect(sent).toHaveLength(1);
  });

  it("a body that breaks off: the outcome is unknown", async () => {
    const { peer, sent } = setUp([
      new Response(
        bodyThat((controller) => controller.error(networkError("ECONNREFUSED"))),
        { headers: { "x-request-id": "req_9" } },
      ),
    ]);
    const error = await failure(request(peer, POST));
    expect(error).toMatchObject({ code: "provider_unknown_outcome", requestId: "req_9" });
    expect(sent).toHaveLength(1);
  });

  it("an answer that is too large, a redirect, a timeout: the outcome is unknown", async () => {
    const large = setUp([new Response("x".repeat(2000))], { limits: { maxBytes: 1000 } });
    const redirect = setUp([new Response(null, { status: 303, headers: { location: "/" } })]);
    const silent = setUp([() => new Promise<Response>(() => queueMicrotask(() => silent.fire()))]);
    for (const { peer, sent } of [large, redirect, silent]) {
      expect((await failure(request(peer, POST))).code).toBe("provider_unknown_outcome");
      expect(sent).toHaveLength(1);
    }
  });

  it.each([429, 502, 503, 504])("%i is not repeated", async (status) => {
    const { peer, sent } = setUp([new Response("", { status, headers: { "retry-after": "0" } })]);
    expect((await request(peer, POST)).status).toBe(status);
    expect(sent).toHaveLength(1);
  });

  it("are not sent at all when the caller has already stopped", async () => {
    const { peer, sent } = setUp([], { signal: AbortSignal.abort() });
    expect((await failure(request(peer, POST))).code).toBe("provider_timeout");
    expect(sent).toHaveLength(0);
  });

  it("without effect are repeated like reads, and their lost answer is no unknown outcome", async () => {
    const { peer, sent } = setUp([networkError("ECONNRESET"), new Response("{}")]);
    expect((await request(peer, { ...POST, effect: "none" })).status).toBe(200);
    expect(sent).toHaveLength(2);
  });

  it("keep credential and body out of the error", async () => {
    const { peer } = setUp([networkError("ECONNRESET")]);
    const error = await failure(request(peer, { ...POST, body: '{"message":"canary-body"}' }));
    expect(JSON.stringify([error.message, String(error.cause), error])).not.toMatch(/canary/);
    const bad = await failure(
      request(peer, { ...POST, headers: { authorization: "Bearer canary\nkey" } }),
    );
    expect(bad.code).toBe("provider_unauthorized");
    expect(JSON.stringify([bad.message, String(bad.cause), bad.stack])).not.toMatch(/canary/);
  });
});

describe("a refusal that quotes the credential", () => {
  it("is handed on without it", async () => {
    const bearer = setUp([new Response('{"detail":"canary-key is not valid"}', { status: 401 })]);
    expect((await request(bearer.peer, POST)).text).toBe('{"detail":"[removed] is not valid"}');
    const form = setUp([new Response("no such token: canary-token", { status: 400 })]);
    expect(
      (
        await request(form.peer, {
          method: "POST",
          path: "/oauth2/token",
          body: new URLSearchParams({ api_token: "canary-token" }),
        })
      ).text,
    ).not.toContain("canary");
  });
});

describe("files", () => {
  const read = async (steps: Step[], change: Partial<HttpTarget> = {}) => {
    const set = setUp(steps, change);
    const answer = await requestStream(set.peer, GET);
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
    expect((await failure(large.text())).code).toBe("provider_unreadable");
    const broken = await read([
      new Response(bodyThat((controller) => controller.error(networkError("ECONNRESET")))),
    ]);
    expect((await failure(broken.text())).code).toBe("provider_unavailable");
    const stalled = await read([
      new Response(bodyThat(() => queueMicrotask(() => stalled.fire()))),
    ]);
    expect((await failure(stalled.text())).code).toBe("provider_timeout");
  });

  it("that are not there are answered in full", async () => {
    const answer = await requestStream(setUp([new Response("gone", { status: 404 })]).peer, GET);
    expect(isStreamed(answer) ? null : answer.text).toBe("gone");
  });
});
