import { ulid } from "ulid";

const ID = /^[\w-]{1,64}$/;

/** True for text that has the form of an id, so that the database need not be asked for others. */
export function isId(text: string): boolean {
  return ID.test(text);
}

const randomBytes = new Uint8Array(8_192);
let usedBytes = randomBytes.length;

/** Draws from a buffer: `ulid` alone asks the system once for each of an id's 16 characters. */
function random(): number {
  if (usedBytes === randomBytes.length) {
    crypto.getRandomValues(randomBytes);
    usedBytes = 0;
  }
  return (randomBytes[usedBytes++] ?? 0) / 256;
}

/** Returns a new ULID, cheap enough for a large import. Safe in the browser. */
export function newId(): string {
  return ulid(undefined, random);
}
