import { isIP, isIPv6 } from "node:net";

export interface TrustedProxies {
  VERCEL?: string;
  /** The number of proxies in front of the portal; each adds one entry to X-Forwarded-For. */
  TRUSTED_PROXIES: number;
}

/**
 * Trusts Vercel's header, or the X-Forwarded-For entry that the outermost trusted proxy added.
 * "unknown" without one: any other header is the client's own.
 */
export function clientAddress(
  headers: Record<string, string | string[] | undefined>,
  { VERCEL, TRUSTED_PROXIES }: TrustedProxies,
): string {
  const entries = (name: string): string[] =>
    [headers[name] ?? []]
      .flat()
      .flatMap((value) => value.split(","))
      .map((entry) => entry.trim())
      .filter(Boolean);
  const forwarded = entries("x-forwarded-for");
  const given = VERCEL ? entries("x-vercel-forwarded-for")[0] : forwarded.at(-TRUSTED_PROXIES);
  const isTrusted = VERCEL !== undefined || TRUSTED_PROXIES > 0;
  return isTrusted && given && isIP(withoutPort(given)) ? withoutPort(given) : "unknown";
}

/** Some proxies add the client's port. */
function withoutPort(entry: string): string {
  const [, address] =
    /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(entry) ?? /^\[(.+)\](?::\d+)?$/.exec(entry) ?? [];
  return address ?? entry;
}

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** An IPv6 client controls its whole /64, so it counts as one address. */
export function networkOf(address: string): string {
  const [, mapped] = MAPPED.exec(address) ?? [];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  return `${groupsOf(address).slice(0, 4).join(":")}::/64`;
}

/** Returns the network of an address: `203.0.113.0/24`, `2001:db8:1::/48`; "" if unknown. */
export function networkPrefix(address: string): string {
  const plain = MAPPED.exec(address)?.[1] ?? address;
  if (isIPv6(plain)) return `${groupsOf(plain).slice(0, 3).join(":")}::/48`;
  return isIP(plain) ? `${plain.split(".").slice(0, 3).join(".")}.0/24` : "";
}

function groupsOf(address: string): string[] {
  const [before = [], after = []] = address
    .split("::")
    .map((half) => half.split(":").filter(Boolean));
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16).toString(16));
}
