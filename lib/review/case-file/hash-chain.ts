import { createHash, hash } from "node:crypto";

import { canonicalJson, chainStart } from "./verifier/verifier.mjs";

/** A file of a case file, as its manifest lists it. */
export interface ListedFile {
  name: string;
  bytes: number;
  sha256: string;
  /** Hashes of its rows, each over the one before. */
  rows?: string[];
}

type Content = AsyncIterable<Uint8Array | string>;

/** Passes the content on; `list` gets its length and digest at the end. */
export async function* listed(
  name: string,
  content: Content,
  list: ListedFile[],
  rows?: string[],
): AsyncGenerator<Uint8Array> {
  const digest = createHash("sha256");
  let bytes = 0;
  for await (const part of content) {
    const chunk = typeof part === "string" ? Buffer.from(part) : part;
    digest.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  list.push({ name, bytes, sha256: digest.digest("hex"), ...(rows && { rows }) });
}

/** Rows as lines of JSON, each with a hash over itself and the hash before it. */
export async function* chainedLines(
  caseFileId: string,
  name: string,
  rows: AsyncIterable<object>,
  hashes: string[],
): AsyncGenerator<string> {
  let previous = sha256Of(chainStart(caseFileId, name));
  for await (const row of rows) {
    const { hash: next, text } = chainedHash(previous, row);
    yield `{"hash":"${next}","previous":"${previous}","row":${text}}\n`;
    hashes.push(next);
    previous = next;
  }
}

/** Hashes a row as it is read again from JSON: times are text, and nothing is undefined. */
export function chainedHash(previous: string, row: object): { hash: string; text: string } {
  const text = canonicalJson(JSON.parse(JSON.stringify(row)));
  return { hash: sha256Of(`${previous}${text}`), text };
}

export const sha256Of = (text: string): string => hash("sha256", text, "hex");
