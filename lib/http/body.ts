import { TransportFailure } from "./transport-failure";

/** Rejects on abort even if the promise never settles. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

/** UTF-8. Throws `too_large` beyond `maxBytes`. */
export async function readText(
  response: Response,
  maxBytes: number,
  signal: AbortSignal,
): Promise<string> {
  if (!response.body) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await untilAborted(reader.read(), signal);
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes > maxBytes) throw new TransportFailure("too_large", null);
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    reader.cancel().catch(() => undefined);
    throw error;
  }
}

export interface GuardedStream {
  maxBytes: number;
  /** The idle timer: called before each chunk, the returned function after it. */
  watch: () => () => void;
  signal: AbortSignal;
  wrap: (error: unknown) => Error;
  release: () => void;
}

/** Applies backpressure; fails when the stream stalls or grows too large. */
export function guardStream(
  body: ReadableStream<Uint8Array>,
  guard: GuardedStream,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let bytes = 0;
  const giveUp = (error: unknown) => {
    guard.release();
    reader.cancel(error).catch(() => undefined);
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const rest = guard.watch();
      try {
        const { done, value } = await untilAborted(reader.read(), guard.signal);
        if (done) {
          guard.release();
          return controller.close();
        }
        bytes += value.byteLength;
        if (bytes > guard.maxBytes) throw new TransportFailure("too_large", null);
        controller.enqueue(value);
      } catch (error) {
        giveUp(error);
        controller.error(guard.wrap(error));
      } finally {
        rest();
      }
    },
    cancel: giveUp,
  });
}
