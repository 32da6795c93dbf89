import { fileTypeFromBuffer } from "file-type";

/** Enough for `file-type` to recognize common formats. */
const HEAD_BYTES = 4_100;

const BINARY = "application/octet-stream";
const TEXT = "text/plain";
const PDF = "application/pdf";

/** No text has these. Escape is allowed, for coloured logs. */
const CONTROL = new Uint8Array(256);
for (let byte = 0; byte < 32; byte += 1) CONTROL[byte] = [9, 10, 12, 13, 27].includes(byte) ? 0 : 1;
CONTROL[127] = 1;

/** `file-type` recognizes them, but they are passed on as plain text. */
const MARKUP =
  /^(?:application|text|image)\/(?:[\w.+-]*\+)?(?:xml|html|xhtml|json|rtf|x-httpd-php|javascript|x-sh)$/;

/** Ignores the name. All text, also HTML and SVG, is text/plain, so that nothing runs it. */
export class ContentType {
  readonly #head: Uint8Array[] = [];
  #headBytes = 0;
  #textual = true;
  #wide = false;

  add(bytes: Uint8Array): void {
    if (this.#headBytes < HEAD_BYTES) {
      const part = bytes.slice(0, HEAD_BYTES - this.#headBytes);
      if (this.#headBytes === 0)
        this.#wide =
          (part[0] === 0xff && part[1] === 0xfe) || (part[0] === 0xfe && part[1] === 0xff);
      this.#head.push(part);
      this.#headBytes += part.length;
    }
    if (this.#textual && !this.#wide) this.#textual = !hasControl(bytes);
  }

  async result(): Promise<string> {
    const head = Buffer.concat(this.#head);
    // Some sound files begin with the same byte order mark.
    if (this.#wide && this.#isText(head)) return TEXT;
    const found = await recognized(head);
    // Text may begin like a format ("BMI,Name"). All formats but PDF contain control bytes.
    if (found !== PDF && this.#isText(head)) return TEXT;
    return found === null || MARKUP.test(found) ? BINARY : found;
  }

  /** UTF-16 with a byte order mark is text unless it has control characters. */
  #isText(head: Buffer): boolean {
    if (!this.#wide) return this.#textual;
    const text = new TextDecoder(head[0] === 0xff ? "utf-16le" : "utf-16be").decode(head);
    return !/[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f]/u.test(text);
  }
}

async function recognized(head: Uint8Array): Promise<string | null> {
  try {
    return (await fileTypeFromBuffer(head))?.mime.split(";", 1)[0] ?? null;
  } catch {
    return null;
  }
}

function hasControl(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (CONTROL[byte] === 1) return true;
  return false;
}
