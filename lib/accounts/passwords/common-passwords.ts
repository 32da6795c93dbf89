import { createHash } from "node:crypto";

import list from "./common-passwords.json";

let known: Set<number> | undefined;

/** The first bytes of the hashes; one good password in 40,000 is mistaken for a common one. */
function hashes(): Set<number> {
  if (known) return known;
  const bytes = Buffer.from(list.hashes, "base64");
  known = new Set();
  for (let at = 0; at < bytes.length; at += list.bytes) known.add(bytes.readUIntBE(at, list.bytes));
  return known;
}

/** Compares with the 100,000 most common passwords of ten characters or more, ignoring case. */
export function isCommonPassword(password: string): boolean {
  const plain = password.normalize("NFKC").trim().toLowerCase();
  return hashes().has(createHash("sha256").update(plain).digest().readUIntBE(0, list.bytes));
}
