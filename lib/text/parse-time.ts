/** PostgreSQL cannot read JavaScript's notation of other years. */
const EARLIEST = -62_135_596_800_000;
const LATEST = 253_402_300_799_999;

export function parseTime(text: string | null | undefined): Date | undefined {
  if (!text) return undefined;
  const at = new Date(text).getTime();
  return at >= EARLIEST && at <= LATEST ? new Date(at) : undefined;
}
