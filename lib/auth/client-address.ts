/**
 * The address that a request came from, for throttling. On Vercel the platform's own header, which visitors cannot set. Elsewhere the
 * last entry of X-Forwarded-For: the one that the proxy right in front has added, whatever the visitor claimed before it. Without
 * either, everybody shares one bucket, which throttles too much rather than too little.
 */
export function clientAddress(headers: Record<string, string | string[] | undefined>, onVercel: boolean): string {
  const entries = (name: string): string[] => [headers[name] ?? []].flat().flatMap((value) => value.split(",")).map((entry) => entry.trim()).filter(Boolean);
  const address = onVercel ? entries("x-vercel-forwarded-for")[0] : entries("x-forwarded-for").at(-1);
  return (address ?? "unknown").slice(0, 64);
}
