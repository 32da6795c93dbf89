import { prefixedId } from "../../shared/ids";
import { Random } from "../../shared/random";
import type { Inventory } from "../state";

const ORDERED = Date.UTC(2024, 0, 15, 9);
/** The ids that the provider's own page uses in its examples. */
const EXAMPLE_DOMAIN_ID = "dom_01hxa3b4c5d6e7f8g9h0j1k2m3";
const EXAMPLE_VPS_ID = "vps_01hxa3b4c5d6e7f8g9h0j1k2m3";

interface Plan {
  domains: readonly (readonly [name: string, status?: string, autoRenew?: boolean])[];
  vps: readonly (readonly [name: string, ip: string | null, plan: string, status?: string])[];
  hosting: readonly (readonly [
    name: string,
    plan: string,
    domains: readonly string[],
    status?: string,
  ])[];
}

const PLANS: Readonly<Record<string, Plan>> = {
  northwind: {
    domains: [
      ["example.com"],
      ["northwind.example"],
      ["northwind-trading.example"],
      ["shop.northwind.example"],
      ["northwind.test"],
      ["northwind-tea.example", "active", false],
      ["nordvind-handel.example"],
      ["old-northwind.example", "expired", false],
      ["northwind-campaign.example", "pending"],
      ["northwind-jobs.example"],
      ["nw-static.example"],
      ["northwind-b2b.example", "suspended"],
    ],
    vps: [
      ["app-01", "192.0.2.10", "VPS XS"],
      ["app-02", "192.0.2.11", "VPS M"],
      ["db-01", "192.0.2.20", "VPS L"],
      ["mail-01", "192.0.2.25", "VPS S"],
      ["ci-runner", null, "VPS M", "pending"],
    ],
    hosting: [
      ["northwind-web", "Business", ["northwind.example", "northwind-jobs.example"]],
      ["nw-shop", "Business Plus", ["shop.northwind.example"]],
      ["nw-tea", "Start", ["northwind-tea.example"]],
      ["nw-archive", "Start", [], "suspended"],
    ],
  },
  contoso: {
    domains: [
      ["contoso.example"],
      ["contoso-labs.example"],
      ["contoso-mail.example"],
      ["contoso.test", "active", false],
    ],
    vps: [
      ["contoso-prod", "198.51.100.40", "VPS L"],
      ["contoso-test", "198.51.100.41", "VPS S"],
    ],
    hosting: [["contoso-www", "Business", ["contoso.example", "contoso-labs.example"]]],
  },
  kvarnvik: {
    domains: [
      ["kvarnvik.example"],
      ["kvarnvikhandel.example"],
      ["shop.kvarnvik.example"],
      ["kvarnvik-lager.example"],
      ["kvarnvik.test", "active", false],
      ["julklappar-kvarnvik.example", "active", false],
    ],
    vps: [
      ["web-01", "203.0.113.20", "VPS M"],
      ["web-02", "203.0.113.21", "VPS M"],
      ["sql-01", "203.0.113.30", "VPS L"],
      ["lager-01", "203.0.113.34", "VPS S"],
      ["sok-01", "203.0.113.36", "VPS S"],
    ],
    hosting: [
      ["kvarnvik-www", "Business", ["kvarnvik.example", "kvarnvikhandel.example"]],
      ["kvarnvik-blogg", "Start", ["blogg.kvarnvik.example"]],
    ],
  },
  "northwind-staging": {
    domains: [["staging.northwind.example"]],
    vps: [["staging-01", "203.0.113.60", "VPS XS"]],
    hosting: [["nw-staging", "Start", ["staging.northwind.example"]]],
  },
};

const SIZES: Readonly<
  Record<string, readonly [cores: number, memory: number, disk: number, amount: string]>
> = {
  "VPS XS": [1, 2048, 40, "79.00"],
  "VPS S": [2, 4096, 80, "149.00"],
  "VPS M": [4, 8192, 160, "289.00"],
  "VPS L": [8, 16_384, 320, "559.00"],
};

/** The services of an account. Ids are the same on every machine and every day. */
export function seedInventory(accountId: string, now: Date): Inventory {
  const plan = PLANS[accountId] ?? { domains: [], vps: [], hosting: [] };
  const chance = new Random(
    [...accountId].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7),
  );
  const id = (prefix: string, index: number) =>
    prefixedId(prefix, ORDERED + index * 86_400_000, chance.next);
  const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();
  return {
    accountId,
    domains: plan.domains.map(([name, status, autoRenew], index) => ({
      id: name === "example.com" ? EXAMPLE_DOMAIN_ID : id("dom", index),
      name,
      serviceStatus: status ?? "active",
      autoRenew: autoRenew ?? true,
      expiresAt: status === "pending" ? null : inDays(status === "expired" ? -12 : 30 + index * 23),
    })),
    vps: plan.vps.map(([name, primaryIp, planName, status], index) => {
      const [cpuCores, memoryMb, diskGb, amount] = SIZES[planName] ?? [1, 1024, 20, "59.00"];
      return {
        id: name === "app-01" ? EXAMPLE_VPS_ID : id("vps", index),
        name,
        primaryIp,
        serviceStatus: status ?? "active",
        powerState: primaryIp === null ? null : "running",
        operatingSystem: primaryIp === null ? null : index % 2 === 0 ? "Ubuntu 24.04" : "Debian 12",
        resources: { cpuCores, memoryMb, diskGb },
        billing: {
          planName,
          amount,
          currency: "SEK",
          cycle: "monthly",
          nextDueDate: status === "pending" ? null : inDays(index + 3),
        },
      };
    }),
    hosting: plan.hosting.map(([name, planName, domains, status], index) => ({
      id: id("acct", index),
      name,
      primaryDomain: domains[0] ?? null,
      domains: [...domains],
      serviceStatus: status ?? "active",
      planName,
      diskUsedMb: status === "suspended" ? null : 1800 + index * 4210,
    })),
  };
}
