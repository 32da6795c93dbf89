/** A request body that is made while it is sent. Its length is known before, so that a broken one is never taken for a whole one. */
export class StreamedBody {
  #isBroken = false;

  constructor(
    /** Bytes. */
    readonly length: number,
    private readonly chunks: () => AsyncIterable<Uint8Array>,
  ) {}

  /** Whether it could not be read to its end when it was last sent. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** From the beginning, each time. */
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
      // Nothing is read ahead: one chunk at a time is in memory.
      { highWaterMark: 0 },
    );
  }
}

/** A stretch of a body whose bytes come piece by piece. */
export interface Stretch {
  length: number;
  pieces: () => AsyncIterable<Uint8Array>;
}

/** The texts and stretches of bytes as one body. */
export function joined(parts: ReadonlyArray<string | Stretch>): StreamedBody {
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

/** Bytes of a piece that are encoded at once. A multiple of three, as base64 turns three bytes into four letters. */
const SLICE = 192 * 1024;

/** The same bytes in base64. */
export function inBase64({ length, pieces }: Stretch): Stretch {
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

/** A name within a multipart header, as browsers write it. */
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
  content: Stretch;
}

/** One file and some fields as multipart/form-data, with its content type. */
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
  const head = `${disposition(file.field)}; filename="${quoted(file.filename)}"\r\nContent-Type: ${file.mimeType}\r\n\r\n`;
  return {
    body: joined([...texts, head, file.content, `\r\n--${boundary}--\r\n`]),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}
