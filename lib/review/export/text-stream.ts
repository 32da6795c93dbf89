import { log } from "../../log";

interface StreamOptions {
  /** A reader that stalls is cut off. */
  maxMs: number;
  /** Called once, however it ends. */
  onEnd: () => void;
}

/** Streams pieces as they are read. An error cuts the response off, so it never looks complete. */
export function textStream(
  pieces: AsyncGenerator<string | Uint8Array>,
  { maxMs, onEnd }: StreamOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    onEnd();
  };
  let timer: NodeJS.Timeout | undefined;
  return new ReadableStream({
    start(controller) {
      timer = setTimeout(() => {
        controller.error(new Error("The reader took too long."));
        end();
        void pieces.return(undefined).catch(() => undefined);
      }, maxMs);
    },
    async pull(controller) {
      try {
        const { done, value } = await pieces.next();
        if (isOver) return;
        if (!done) return controller.enqueue(toBytes(encoder, value));
        end();
        controller.close();
      } catch (error) {
        if (isOver) return;
        end();
        log.error({ err: error }, "a download was cut off");
        controller.error(error);
      }
    },
    async cancel() {
      end();
      await pieces.return(undefined);
    },
  });
}

const toBytes = (encoder: TextEncoder, value: string | Uint8Array) =>
  typeof value === "string" ? encoder.encode(value) : value;
