import { AppError } from "@/lib/errors";
import type { Clock } from "@/lib/http/clock";
import type { Call, CallRecord, HttpTarget } from "@/lib/http/types";

export type HttpStep = Response | Error | (() => Promise<Response>);

/** A clock that only waiting moves; `fire` ends the attempt's timeout. */
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

export function makeHttpTarget(steps: HttpStep[], change: Partial<HttpTarget> = {}) {
  const sent: Array<{ url: string; init: RequestInit }> = [];
  const calls: CallRecord[] = [];
  const time = fakeClock();
  const target: HttpTarget = {
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
  return { target, sent, calls, ...time };
}

export const GET: Call = { method: "GET", path: "/support/tickets", query: { cursor: "abc" } };
export const POST: Call = {
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
export const networkError = (code: string, syscall?: string) =>
  new TypeError("fetch failed", { cause: reason(code, syscall) });
export const manyRefused = () =>
  new TypeError("fetch failed", {
    cause: new AggregateError([reason("ECONNREFUSED"), reason("ENETUNREACH")]),
  });

export async function requestError(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => new Error("it did not fail"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error;
  return error;
}

/** A body that sends some bytes and then calls `then`. */
export function bodyThat(
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
