import { PAGE_VIEWER_HEADER } from "@/lib/auth/schemas";
import type { Failure, Result } from "@/lib/result";

/** How the upload talks to the server: a result whatever the status, or an error when no answer came. */
export interface Transport {
  send<T>(request: {
    method: "POST" | "PUT" | "DELETE";
    path: string;
    json?: unknown;
    bytes?: Blob;
    signal?: AbortSignal;
    onProgress?: (sent: number) => void;
  }): Promise<Result<T>>;
  /** Resolves after this time, or as soon as the browser is online again; rejects when the signal is aborted. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** What an answer means that is none of ours: a proxy's page, say. */
function unreadable(status: number): Failure {
  return {
    ok: false,
    code: "internal",
    message: `The server answered ${status} without a word.`,
    fieldErrors: {},
  };
}

/** No answer came; the same request may be made again. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

// Long enough for a piece of 3 MB on a slow line; a connection that moves nothing for this long is dead.
const PIECE_MS = 120_000;

/**
 * The browser's transport, for the files of one person. It uses XMLHttpRequest, because fetch does
 * not say how much was sent.
 */
export const browserTransportFor = (userId: string): Transport => ({
  send: (request) =>
    request.method === "DELETE"
      ? sentOn(userId, request.path)
      : new Promise((resolve, reject) => {
          if (request.signal?.aborted) return reject(request.signal.reason);
          const call = new XMLHttpRequest();
          const stop = () => call.abort();
          const end = (finish: () => void) => {
            request.signal?.removeEventListener("abort", stop);
            finish();
          };
          request.signal?.addEventListener("abort", stop, { once: true });
          call.open(request.method, request.path);
          call.setRequestHeader(PAGE_VIEWER_HEADER, userId);
          call.timeout = PIECE_MS;
          call.upload.onprogress = (event) => request.onProgress?.(event.loaded);
          call.onload = () => end(() => resolve(parsed(call.responseText, call.status)));
          call.onerror = call.ontimeout = () => end(() => reject(new NoAnswer()));
          call.onabort = () => end(() => reject(request.signal?.reason ?? new NoAnswer()));
          if (request.json !== undefined) {
            call.setRequestHeader("content-type", "application/json");
            call.send(JSON.stringify(request.json));
          } else {
            if (request.bytes) call.setRequestHeader("content-type", "application/octet-stream");
            call.send(request.bytes ?? null);
          }
        }),

  wait: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const go = () => end(resolve);
      const stop = () => end(() => reject(signal?.reason));
      const timer = setTimeout(go, milliseconds);
      const end = (finish: () => void) => {
        clearTimeout(timer);
        window.removeEventListener("online", go);
        signal?.removeEventListener("abort", stop);
        finish();
      };
      window.addEventListener("online", go);
      signal?.addEventListener("abort", stop, { once: true });
    }),
});

/** Takes a file off the list for good: a reload that follows at once must not cut this off. */
async function sentOn<T>(userId: string, path: string): Promise<Result<T>> {
  const headers = { [PAGE_VIEWER_HEADER]: userId };
  const signal = AbortSignal.timeout(PIECE_MS);
  try {
    const answer = await fetch(path, { method: "DELETE", headers, keepalive: true, signal });
    return parsed(await answer.text(), answer.status);
  } catch {
    throw new NoAnswer();
  }
}

function parsed<T>(text: string, status: number): Result<T> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && "ok" in value) return value as Result<T>;
  } catch {
    // Said below.
  }
  return unreadable(status);
}
