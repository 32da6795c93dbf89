import { ulid } from "ulid";

/** A prefixed ULID in lower case, as the providers' pages show them: `tkt_01hxa3b4c5d6e7f8g9h0j1k2m3`. */
export function prefixedId(prefix: string, at: Date | number, chance?: () => number): string {
  return `${prefix}_${plainUlid(at, chance)}`;
}

export function plainUlid(at: Date | number, chance?: () => number): string {
  return ulid(typeof at === "number" ? at : at.getTime(), chance).toLowerCase();
}
