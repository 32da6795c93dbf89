import { PAGE_VIEWER_HEADER } from "@/lib/auth/schemas";
import type { Translate } from "@/lib/i18n/message";
import type { Failure, Result } from "@/lib/result";

/** Resolves whatever the status; throws NoAnswer without an answer. */
export interface UploadTransport {
  send<T>(request: {
    method: "POST" | "PUT" | "DELETE";
    path: string;
    json?: unknown;
    bytes?: Blob;
    signal?: AbortSignal;
    onProgress?: (sent: number) => void;
  }): Promise<Result<T>>;
  /** Resolves after this time or when the browser is online again; rejects when aborted. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Failure for an answer that is not the portal's, such as a proxy's page. */
function unreadableAnswer(t: Translate, status: number): Failure {
  return {
    ok: false,
    code: "internal",
    message: t("files.portalError", { status: String(status) }),
    fieldErrors: {},
  };
}

/** No answer came; the request can be repeated. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

// Long enough for a piece of 3 MB on a slow line.
const TIMEOUT_MS = 120_000;

/**
 * Returns the transport of one person's uploads. Uses XMLHttpRequest, because fetch reports no
 * upload progress.
 */
export const uploadTransportFor = (t: Translate, userId: string): UploadTransport => ({
  send: (request) =>
    request.method === "DELETE"
      ? deleteFile(t, userId, request.path)
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
          call.timeout = TIMEOUT_MS;
          call.upload.onprogress = (event) => request.onProgress?.(event.loaded);
          call.onload = () => end(() => resolve(parseResult(t, call.responseText, call.status)));
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

/** The request outlives a reload. */
async function deleteFile<T>(t: Translate, userId: string, path: string): Promise<Result<T>> {
  const headers = { [PAGE_VIEWER_HEADER]: userId };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const answer = await fetch(path, { method: "DELETE", headers, keepalive: true, signal });
    return parseResult(t, await answer.text(), answer.status);
  } catch {
    throw new NoAnswer();
  }
}

function parseResult<T>(t: Translate, text: string, status: number): Result<T> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && "ok" in value) return value as Result<T>;
  } catch {}
  return unreadableAnswer(t, status);
}
