import type { Clock } from "./clock";
import type { HttpLimits } from "./limits";
import type { StreamedBody } from "./streamed-body";

/** One attempt. Holds no query, bodies or credentials. */
export interface CallRecord {
  method: string;
  path: string;
  status: number | null;
  milliseconds: number;
  requestId: string | null;
  bytes: number;
  /** From `X-RateLimit-*`. */
  rateLimit: number | null;
  rateLimitRemaining: number | null;
  rateLimitResetAt: Date | null;
  /** From a 429, or a 503 with `Retry-After`. */
  retryAt: Date | null;
  timedOut?: boolean;
}

export interface HttpTarget {
  name: string;
  /** Without a trailing slash. */
  baseUrl: string;
  fetch?: typeof fetch;
  clock?: Clock;
  random?: () => number;
  signal?: AbortSignal;
  onCall?: (call: CallRecord) => void;
  /** Awaited before each attempt and wait; may throw. The result is called after the attempt. */
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
  /** Default: all but GET are writes. "none": a POST without effect (token exchange). */
  effect?: "none" | "change";
}

export interface Answer {
  method: string;
  path: string;
  changes: boolean;
  status: number;
  headers: Headers;
  /** Of a refusal, without secrets. */
  text: string;
  requestId: string | null;
  sentAt: Date;
  receivedAt: Date;
}

export interface StreamedAnswer {
  headers: Headers;
  requestId: string | null;
  body: ReadableStream<Uint8Array>;
}
