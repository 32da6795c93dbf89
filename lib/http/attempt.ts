import { AppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";

import { untilAborted } from "./body";
import { systemClock } from "./clock";
import { CREDENTIAL_LIMITS } from "./limits";
import { rateLimitResetAt, requestedWait } from "./retry-policy";
import { StreamedBody } from "./streamed-body";
import { TransportFailure, wasUnsent } from "./transport-failure";
import type { Call, CallRecord, HttpTarget } from "./types";

const REQUEST_ID_HEADERS = ["x-request-id", "request-id", "x-correlation-id", "cf-ray"];

export function requestIdOf(headers: Headers): string | null {
  for (const header of REQUEST_ID_HEADERS) {
    const id = headers.get(header)?.trim();
    if (id) return id.slice(0, 200);
  }
  return null;
}

function countOf(headers: Headers, name: string): number | null {
  const text = headers.get(name)?.trim() ?? "";
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** A 429 always asks for a pause, a 503 only with Retry-After. */
function retryAtOf(status: number, headers: Headers, now: number): Date | null {
  const providerWait =
    status === 429 || status === 503 ? requestedWait(status, headers, now) : null;
  const wait = providerWait ?? (status === 429 ? CREDENTIAL_LIMITS.unnamedWaitMs : null);
  return wait === null ? null : new Date(now + wait);
}

function headerFacts({ status, headers }: Response, now: number): Partial<CallRecord> {
  return {
    status,
    requestId: requestIdOf(headers),
    rateLimit: countOf(headers, "x-ratelimit-limit"),
    rateLimitRemaining: countOf(headers, "x-ratelimit-remaining"),
    rateLimitResetAt: rateLimitResetAt(headers, now),
    retryAt: retryAtOf(status, headers, now),
  };
}

function headersOf(name: string, call: Call): Headers {
  try {
    const headers = new Headers({
      accept: "application/json",
      "user-agent": "Ticketbridge",
      ...call.headers,
    });
    if (call.body instanceof StreamedBody) headers.set("content-length", String(call.body.length));
    return headers;
  } catch {
    // Node's error repeats the header, which may be a credential.
    throw new AppError("provider_unauthorized", {
      text: message("provider.invalidKeyCharacters", { name }),
    });
  }
}

/** Builds a new body for each attempt. fetch requires `duplex` for streams. */
function bodyOf({ body }: Call): RequestInit {
  return body instanceof StreamedBody
    ? ({ body: body.open(), duplex: "half" } as RequestInit)
    : { body };
}

export interface Received {
  response: Response;
  sentAt: Date;
  /** On timeout, or when the caller gives up. */
  signal: AbortSignal;
  count: (bytes: number) => void;
  /** For a stream that outlives the attempt: stops its timer. */
  detach: () => { abort: (kind: "timeout") => void; release: () => void };
}

/** Throws TransportFailure. */
export async function attempt<T>(
  peer: HttpTarget,
  call: Call,
  url: URL,
  timeoutMs: number,
  read: (received: Received) => Promise<T>,
): Promise<T> {
  const clock = peer.clock ?? systemClock;
  const headers = headersOf(peer.name, call);
  const controller = new AbortController();
  const stopped = () =>
    controller.abort(new TransportFailure("stopped", null, peer.signal?.reason));
  if (peer.signal?.aborted) throw new TransportFailure("stopped", null, peer.signal.reason);
  peer.signal?.addEventListener("abort", stopped, { once: true });
  const timedOut = () => controller.abort(new TransportFailure("timeout", null));
  const cancelTimer = clock.after(timeoutMs, timedOut);
  const begun = clock.now();
  const untold = {
    status: null,
    requestId: null,
    bytes: 0,
    rateLimit: null,
    rateLimitRemaining: null,
    rateLimitResetAt: null,
    retryAt: null,
  };
  const record: CallRecord = {
    method: call.method,
    path: url.pathname,
    milliseconds: 0,
    ...untold,
  };
  let detached = false;
  const release = () => peer.signal?.removeEventListener("abort", stopped);
  try {
    const init: RequestInit = {
      method: call.method,
      headers,
      ...bodyOf(call),
      redirect: "manual",
      signal: controller.signal,
    };
    const response = await untilAborted((peer.fetch ?? fetch)(url, init), controller.signal);
    Object.assign(record, headerFacts(response, clock.now()));
    if (
      response.type === "opaqueredirect" ||
      (response.status >= 300 && response.status < 400 && response.status !== 304)
    ) {
      response.body?.cancel().catch(() => undefined);
      throw new TransportFailure("redirect", record.requestId);
    }
    return await read({
      response,
      sentAt: new Date(begun),
      signal: controller.signal,
      count: (bytes) => (record.bytes += bytes),
      detach: () => {
        detached = true;
        cancelTimer();
        return { abort: timedOut, release };
      },
    });
  } catch (error) {
    const reason = controller.signal.aborted ? controller.signal.reason : error;
    if (reason instanceof TransportFailure && reason.kind === "timeout") record.timedOut = true;
    if (reason instanceof TransportFailure)
      throw new TransportFailure(reason.kind, record.requestId, reason.cause);
    // Reading our own file failed, not the provider.
    const isOurs = call.body instanceof StreamedBody && call.body.isBroken;
    throw new TransportFailure(
      record.status === null && !isOurs && wasUnsent(error) ? "unsent" : "cut",
      record.requestId,
      error,
    );
  } finally {
    cancelTimer();
    if (!detached) release();
    record.milliseconds = Math.max(0, Math.round(clock.now() - begun));
    try {
      peer.onCall?.(record);
    } catch {
      // A throwing listener must not lose the answer.
    }
  }
}
