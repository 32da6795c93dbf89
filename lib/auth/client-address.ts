import { isIPv6 } from "node:net";

/** Trusts Vercel's header or the last X-Forwarded-For entry, which the nearest proxy added. */
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

/** An IPv6 client controls its whole /64, so it counts as one address. */
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
