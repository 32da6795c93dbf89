import { fileTypeFromBuffer } from "file-type";

/** What `file-type` needs to recognize the formats that people attach. No archive is opened beyond it. */
const HEAD_BYTES = 4_100;

const BINARY = "application/octet-stream";
const TEXT = "text/plain";
const PDF = "application/pdf";

/** Bytes that no text has: controls other than tab, line ends, form feed and escape (logs with colours). */
const CONTROL = new Uint8Array(256);
for (let byte = 0; byte < 32; byte += 1) CONTROL[byte] = [9, 10, 12, 13, 27].includes(byte) ? 0 : 1;
CONTROL[127] = 1;

/** Recognized by `file-type`, and yet text: handed on as what cannot run anywhere. */
const MARKUP =
  /^(?:application|text|image)\/(?:[\w.+-]*\+)?(?:xml|html|xhtml|json|rtf|x-httpd-php|javascript|x-sh)$/;

/**
 * Tells what a file is from its bytes alone, whatever its name says. Feed it the bytes in order. Everything that is text (HTML, SVG
 * and scripts among it) is text/plain, so that nobody down the line is invited to run it; what is not recognized is
 * application/octet-stream.
 */
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
    // Its mark is also how some sound files begin.
    if (this.#wide && this.#isText(head)) return TEXT;
    const found = await recognized(head);
    // Text may begin with the letters that a format begins with: "BMI,Name", "MZ". Formats have
    // controls somewhere; only a PDF can do without.
    if (found !== PDF && this.#isText(head)) return TEXT;
    return found === null || MARKUP.test(found) ? BINARY : found;
  }

  /** Two bytes a character, announced by its mark: text as long as its beginning has no control characters. */
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
    // A file that is made to break its readers is data like any other.
    return null;
  }
}

function hasControl(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (CONTROL[byte] === 1) return true;
  return false;
}
