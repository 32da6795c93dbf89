import { randomFillSync } from "node:crypto";

import { ulid } from "ulid";

const bytes = new Uint8Array(8_192);
let used = bytes.length;

/** Random bytes in one call; the package alone asks once for each of 16 characters. */
function random(): number {
  if (used === bytes.length) {
    randomFillSync(bytes);
    used = 0;
  }
  return (bytes[used++] ?? 0) / 256;
}

/** A prefixed ULID in lower case, as the providers' pages show them: `tkt_01hxa3b4c5d6e7f8g9h0j1k2m3`. */
export function prefixedId(
  prefix: string,
  at: Date | number,
  chance: () => number = random,
): string {
  return `${prefix}_${plainUlid(at, chance)}`;
}

export function plainUlid(at: Date | number, chance: () => number = random): string {
  return ulid(typeof at === "number" ? at : at.getTime(), chance).toLowerCase();
}
