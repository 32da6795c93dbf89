/** The years 0001 to 9999: outside of them JavaScript writes times that PostgreSQL cannot read. */
const EARLIEST = -62_135_596_800_000;
const LATEST = 253_402_300_799_999;

/** Parses a time of a request; undefined for no time, or one that the database cannot hold. */
export function parseTime(text: string | null | undefined): Date | undefined {
  if (!text) return undefined;
  const at = new Date(text).getTime();
  return at >= EARLIEST && at <= LATEST ? new Date(at) : undefined;
}
