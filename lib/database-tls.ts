import net from "node:net";

/** Modes that pg treats as verify-full today, but will weaken in a later version. */
const VERIFYING_MODES: ReadonlySet<string> = new Set([
  "prefer",
  "require",
  "verify-ca",
  "verify-full",
]);

const PRIVATE_ADDRESSES = new net.BlockList();
for (const [address, prefix] of [
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["169.254.0.0", 16],
  ["100.64.0.0", 10],
] as const) {
  PRIVATE_ADDRESSES.addSubnet(address, prefix, "ipv4");
}
for (const [address, prefix] of [
  ["::1", 128],
  ["fc00::", 7],
  ["fe80::", 10],
] as const)
  PRIVATE_ADDRESSES.addSubnet(address, prefix, "ipv6");

export interface DatabaseTls {
  /** Verifies the server's certificate whenever it uses TLS, except with no-verify. */
  url: string;
  /** Why production refuses this URL, as the rest of a sentence. */
  problem?: string;
  warning?: string;
}

/**
 * Outside private networks the certificate must be verified; `sslmode=disable` and `no-verify` are
 * deliberate exceptions.
 */
export function databaseTls(databaseUrl: string): DatabaseTls {
  if (!URL.canParse(databaseUrl)) return { url: databaseUrl };
  const url = new URL(databaseUrl);
  const mode = url.searchParams.get("sslmode") ?? "";
  if (VERIFYING_MODES.has(mode) && url.searchParams.get("uselibpqcompat") !== "true") {
    url.searchParams.set("sslmode", "verify-full");
    return { url: mode === "verify-full" ? databaseUrl : url.href };
  }
  if (mode === "verify-full" || isPrivateHost(url.searchParams.get("host") ?? url.hostname))
    return { url: databaseUrl };
  if (mode === "")
    return {
      url: databaseUrl,
      problem:
        "must say how the connection is secured: add sslmode=verify-full, " +
        "or sslmode=disable where the network itself is trusted",
    };
  return {
    url: databaseUrl,
    warning:
      `DATABASE_URL sets sslmode=${mode}: the database's certificate is not verified, ` +
      `so anyone on the network path can read and change everything.`,
  };
}

/** True for this machine, a socket, a private address or a private name. */
function isPrivateHost(host: string): boolean {
  const bare = decodeURIComponent(host)
    .replace(/^\[|\]$/g, "")
    .toLowerCase();
  if (bare === "" || bare.startsWith("/") || bare === "localhost") return true;
  const version = net.isIP(bare);
  if (version !== 0) return PRIVATE_ADDRESSES.check(bare, version === 4 ? "ipv4" : "ipv6");
  return !bare.includes(".") || /\.(internal|local|localdomain|lan|home\.arpa)$/.test(bare);
}
