import { attempt, type Received, requestIdOf } from "./attempt";
import { guardStream, readText } from "./body";
import { systemClock } from "./clock";
import { DEFAULT_LIMITS, type HttpLimits } from "./limits";
import { redact } from "./redact";
import { retryDelay } from "./retry-policy";
import { targetUrl } from "./target";
import { toAppError, TransportFailure } from "./transport-failure";
import type { Answer, Call, HttpTarget, StreamedAnswer } from "./types";

async function withRetries<T extends { status: number; headers: Headers }>(
  peer: HttpTarget,
  call: Call,
  read: (received: Received, limits: HttpLimits) => Promise<T>,
): Promise<T> {
  const clock = peer.clock ?? systemClock;
  const limits = { ...DEFAULT_LIMITS, ...peer.limits };
  const changes = changesSomething(call);
  const url = targetUrl(peer.name, peer.baseUrl, call.path, call.query);
  if (peer.signal?.aborted)
    throw toAppError(new TransportFailure("stopped", null, peer.signal.reason), peer.name, false);
  // Includes the wait for a slot.
  const started = clock.now();
  for (let number = 1; ; number += 1) {
    const over = await peer.beforeCall?.(changes);
    const left = limits.deadlineMs - (clock.now() - started);
    if (!changes && left <= 0) {
      over?.();
      throw toAppError(new TransportFailure("timeout", null), peer.name, false);
    }
    const timeoutMs = changes ? limits.writeMs : Math.min(limits.readMs, left);
    let result: T | null = null;
    let failure: TransportFailure | null = null;
    try {
      result = await attempt(peer, call, url, timeoutMs, (received) => read(received, limits));
    } catch (error) {
      if (!(error instanceof TransportFailure)) throw error;
      failure = error;
    } finally {
      over?.();
    }
    const repeatable =
      !changes && (failure === null || failure.kind === "unsent" || failure.kind === "cut");
    const now = clock.now();
    const wait = repeatable
      ? retryDelay({
          attempt: number,
          status: result?.status ?? null,
          headers: result?.headers ?? null,
          now,
          elapsed: now - started,
          random: peer.random ?? Math.random,
          limits,
        })
      : null;
    if (wait === null) {
      if (result) return result;
      if (failure) throw toAppError(failure, peer.name, changes);
    }
    // Fails now rather than after the wait.
    (await peer.beforeCall?.(changes))?.();
    try {
      await clock.sleep(wait ?? 0, peer.signal);
    } catch (error) {
      throw toAppError(new TransportFailure("stopped", null, error), peer.name, false);
    }
  }
}

function changesSomething(call: Call): boolean {
  return call.effect === undefined ? call.method !== "GET" : call.effect === "change";
}

async function readAnswer(
  call: Call,
  received: Received,
  limits: HttpLimits,
  clock = systemClock,
): Promise<Answer> {
  const { response, sentAt, signal } = received;
  const text = await readText(response, limits.maxBytes, signal);
  received.count(Buffer.byteLength(text));
  return {
    method: call.method,
    path: call.path,
    changes: changesSomething(call),
    status: response.status,
    headers: response.headers,
    text: response.ok ? text : redact(text, call),
    requestId: requestIdOf(response.headers),
    sentAt,
    receivedAt: new Date(clock.now()),
  };
}

/**
 * Retries reads, never writes; follows no redirects. Throws provider_unavailable, provider_timeout,
 * provider_unreadable; provider_unknown_outcome for a write with a lost answer.
 */
export function request(peer: HttpTarget, call: Call): Promise<Answer> {
  return withRetries(peer, call, (received, limits) =>
    readAnswer(call, received, limits, peer.clock),
  );
}

/** Streams a successful body, limited in size and idle time. */
export async function requestStream(
  peer: HttpTarget,
  call: Call,
): Promise<StreamedAnswer | Answer> {
  const clock = peer.clock ?? systemClock;
  const answer = await withRetries<(StreamedAnswer & { status: number }) | Answer>(
    peer,
    call,
    async (received, limits) => {
      const { response, signal } = received;
      if (!response.ok || !response.body) return readAnswer(call, received, limits, clock);
      const { abort, release } = received.detach();
      const requestId = requestIdOf(response.headers);
      const body = guardStream(response.body, {
        maxBytes: limits.maxStreamBytes,
        signal,
        watch: () => clock.after(limits.readMs, () => abort("timeout")),
        wrap: (error) =>
          toAppError(
            error instanceof TransportFailure
              ? error
              : new TransportFailure("cut", requestId, error),
            peer.name,
            false,
          ),
        release,
      });
      return { status: response.status, headers: response.headers, requestId, body };
    },
  );
  return answer;
}

export function isStreamed(answer: StreamedAnswer | Answer): answer is StreamedAnswer {
  return "body" in answer;
}
