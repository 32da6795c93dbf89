/** A generated body of known length, so that a truncated one is detected. */
export class StreamedBody {
  #isBroken = false;

  constructor(
    readonly length: number,
    private readonly chunks: () => AsyncIterable<Uint8Array>,
  ) {}

  get isBroken(): boolean {
    return this.#isBroken;
  }

  open(): ReadableStream<Uint8Array> {
    const iterator = this.chunks()[Symbol.asyncIterator]();
    this.#isBroken = false;
    const next = () =>
      iterator.next().catch((error: unknown) => {
        this.#isBroken = true;
        throw error;
      });
    return new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const { done, value } = await next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        async cancel() {
          await iterator.return?.();
        },
      },
      // No read-ahead: one chunk in memory.
      { highWaterMark: 0 },
    );
  }
}

export interface ByteSource {
  length: number;
  pieces: () => AsyncIterable<Uint8Array>;
}

export function joinBody(parts: ReadonlyArray<string | ByteSource>): StreamedBody {
  const length = parts.reduce(
    (sum, part) => sum + (typeof part === "string" ? Buffer.byteLength(part) : part.length),
    0,
  );
  return new StreamedBody(length, async function* () {
    for (const part of parts) {
      if (typeof part === "string") yield Buffer.from(part);
      else yield* part.pieces();
    }
  });
}

/** A multiple of three bytes, which base64 encodes as four letters. */
const SLICE = 192 * 1024;

export function base64Encode({ length, pieces }: ByteSource): ByteSource {
  return {
    length: Math.ceil(length / 3) * 4,
    async *pieces() {
      let rest: Uint8Array = new Uint8Array(0);
      for await (const piece of pieces()) {
        for (let from = 0; from < piece.length; from += SLICE) {
          const next = piece.subarray(from, from + SLICE);
          const slice =
            rest.length > 0
              ? Buffer.concat([rest, next])
              : Buffer.from(next.buffer, next.byteOffset, next.byteLength);
          const whole = slice.length - (slice.length % 3);
          rest = slice.subarray(whole);
          if (whole > 0) yield Buffer.from(slice.toString("base64", 0, whole));
        }
      }
      if (rest.length > 0) yield Buffer.from(Buffer.from(rest).toString("base64"));
    },
  };
}

function quoted(name: string): string {
  return name.replace(
    /[\r\n"]/g,
    (character) => ({ "\r": "%0D", "\n": "%0A" })[character] ?? "%22",
  );
}

export interface FilePart {
  field: string;
  filename: string;
  mimeType: string;
  content: ByteSource;
}

export function multipart(
  file: FilePart,
  fields: Readonly<Record<string, string>>,
  boundary: string,
): { body: StreamedBody; contentType: string } {
  const disposition = (field: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(field)}"`;
  const texts = Object.entries(fields).map(
    ([field, value]) => `${disposition(field)}\r\n\r\n${value}\r\n`,
  );
  const head =
    `${disposition(file.field)}; filename="${quoted(file.filename)}"\r\n` +
    `Content-Type: ${file.mimeType}\r\n\r\n`;
  return {
    body: joinBody([...texts, head, file.content, `\r\n--${boundary}--\r\n`]),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}
