import { isIPv6 } from "node:net";

/**
 * The address that a request came from, for throttling. On Vercel the platform's own header, which visitors cannot set. Elsewhere the
 * last entry of X-Forwarded-For: the one that the proxy right in front has added, whatever the visitor claimed before it. Without
 * either, everybody shares one bucket, which throttles too much rather than too little.
 */
export function clientAddress(
  headers: Record<string, string | string[] | undefined>,
  onVercel: boolean,
): string {
  const entries = (name: string): string[] =>
    [headers[name] ?? []]
      .flat()
      .flatMap((value) => value.split(","))
      .map((entry) => entry.trim())
      .filter(Boolean);
  const address = onVercel
    ? entries("x-vercel-forwarded-for")[0]
    : entries("x-forwarded-for").at(-1);
  return (address ?? "unknown").slice(0, 64);
}

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * Returns what one household or machine counts as: an IPv4 address, or the first 64 bits of an IPv6
 * address. Whoever has one address there has all of them, and could take another for each attempt.
 */
export function networkOf(address: string): string {
  const [, mapped] = MAPPED.exec(address) ?? [];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [before = [], after = []] = address
    .split("::")
    .map((half) => half.split(":").filter(Boolean));
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
