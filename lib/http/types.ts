import type { Clock } from "./clock";
import type { HttpLimits } from "./limits";
import type { StreamedBody } from "./streamed-body";

/** One attempt, without query, bodies or credentials. */
export interface CallRecord {
  method: string;
  path: string;
  /** Null without an answer. */
  status: number | null;
  milliseconds: number;
  requestId: string | null;
  /** Received bytes of the body. */
  bytes: number;
  /** From `X-RateLimit-*`; null where missing. */
  rateLimit: number | null;
  rateLimitRemaining: number | null;
  rateLimitResetAt: Date | null;
  /** Earliest time for another call, from a 429, or a 503 with `Retry-After`. */
  retryAt: Date | null;
  timedOut?: boolean;
}

/** The server that requests go to. */
export interface HttpTarget {
  /** Shown in messages. */
  name: string;
  /** Origin and base path without a trailing slash. */
  baseUrl: string;
  fetch?: typeof fetch;
  clock?: Clock;
  /** Like Math.random. */
  random?: () => number;
  signal?: AbortSignal;
  onCall?: (call: CallRecord) => void;
  /**
   * Awaited before each attempt and each wait; an AppError stops the call. The returned function is
   * called once when the attempt is over (for a stream: its headers).
   */
  beforeCall?: (changes: boolean) => Promise<() => void>;
  limits?: Partial<HttpLimits>;
}

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface Call {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Under the base path, with a leading slash. */
  path: string;
  query?: Query;
  headers?: Record<string, string>;
  body?: string | URLSearchParams | StreamedBody;
  /** Default: everything but GET is a write. "none": a POST without effect (token exchange). */
  effect?: "none" | "change";
}

/** An answer of any status. */
export interface Answer {
  method: string;
  path: string;
  /** The call was a write. */
  changes: boolean;
  status: number;
  headers: Headers;
  /** Of a refusal, with secrets removed. */
  text: string;
  /** From the headers. */
  requestId: string | null;
  sentAt: Date;
  receivedAt: Date;
}

export interface StreamedAnswer {
  headers: Headers;
  requestId: string | null;
  body: ReadableStream<Uint8Array>;
}
