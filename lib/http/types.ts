import type { Clock } from "./clock";
import type { HttpLimits } from "./limits";
import type { StreamedBody } from "./streamed-body";

/** What one attempt was and cost. No query, no bodies, no credentials. */
export interface CallRecord {
  method: string;
  path: string;
  /** Null when no answer came. */
  status: number | null;
  milliseconds: number;
  requestId: string | null;
  /** Of the answer's body, as it arrived here. */
  bytes: number;
  /** As `X-RateLimit-Limit`, `-Remaining` and `-Reset` tell; null where they do not. */
  rateLimit: number | null;
  rateLimitRemaining: number | null;
  rateLimitResetAt: Date | null;
  /** Of a 429, and of a 503 with `Retry-After`: the moment before which the other side wants no further call. */
  retryAt: Date | null;
  /** The answer, or the rest of it, did not come in time. */
  timedOut?: boolean;
}

/** The one server that requests go to. */
export interface HttpTarget {
  /** Its name in messages for people. */
  name: string;
  /** Origin and base path without a slash at the end. Requests never leave this origin. */
  baseUrl: string;
  fetch?: typeof fetch;
  clock?: Clock;
  /** Between 0 and 1, as Math.random. */
  random?: () => number;
  signal?: AbortSignal;
  onCall?: (call: CallRecord) => void;
  /**
   * Awaited before each attempt, and before a wait for the next one. May take its time, or throw an AppError: then nothing is
   * sent. What it returns is called once when the attempt is over, of a stream as soon as its headers are there. `changes`: the call
   * can change something at the other side.
   */
  beforeCall?: (changes: boolean) => Promise<() => void>;
  limits?: Partial<HttpLimits>;
}

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface Call {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Under the base path, from its slash on. */
  path: string;
  query?: Query;
  headers?: Record<string, string>;
  body?: string | URLSearchParams | StreamedBody;
  /**
   * Whether the call changes something at the other side; by default, everything but GET does. Such a call is never repeated,
   * and a lost answer to it is an unknown outcome. "none" is for the rare POST that changes nothing (a token exchange).
   */
  effect?: "none" | "change";
}

/** An answer in full, whatever its status. */
export interface Answer {
  method: string;
  path: string;
  /** Whether the call could change something at the other side. */
  changes: boolean;
  status: number;
  headers: Headers;
  /** Of a refusal, without the credential that it may quote. */
  text: string;
  /** From the headers; a problem document may know better. */
  requestId: string | null;
  sentAt: Date;
  receivedAt: Date;
}

/** An answer whose body is still arriving. */
export interface StreamedAnswer {
  headers: Headers;
  requestId: string | null;
  body: ReadableStream<Uint8Array>;
}
