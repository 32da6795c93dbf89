import { kvarnvikAccounts, upsunAccounts } from "../accounts";
import { seedInventory } from "../hostup/seed/inventory";
import type { ServiceChange } from "../shared/control";
import type { Random } from "../shared/random";
import { categoriesFor } from "../upsun/choices";
import { seedProjects } from "../upsun/seed/projects";
import type { SandboxUpsunProject } from "../upsun/state";
import type { TimelineScenario } from "./scenario";
import type { TimelineAction } from "./types";
import { DAY_MS } from "./working-hours";

export interface TimelineService {
  kind: string;
  name: string;
  values: readonly (readonly [name: string, value: string])[];
  project?: SandboxUpsunProject;
}

const { projects, organizations } = seedProjects([
  ...Object.values(upsunAccounts),
  kvarnvikAccounts.upsun,
]);

/** A service of the account that such a ticket can be about, with what its texts call it. */
export function pickService(
  { service: kind, category }: Pick<TimelineScenario, "service" | "category">,
  account: string,
  end: number,
  chance: Random,
): TimelineService | undefined {
  if (kind === "project") return pickProject(account, category, chance);
  if (kind === null || kind === "other") return undefined;
  const inventory = seedInventory(account, new Date(end));
  const active = <T extends { serviceStatus: string }>(list: readonly T[]): T[] =>
    list.filter(({ serviceStatus }) => serviceStatus === "active");
  if (kind === "vps") {
    const vps = chance.pick(active(inventory.vps));
    const ip = vps.primaryIp ?? "192.0.2.10";
    return { kind, name: vps.name, values: machine(vps.name, ip) };
  }
  if (kind === "domain") {
    const { name } = chance.pick(active(inventory.domains));
    return { kind, name, values: [["domain", name]] };
  }
  const hosting = chance.pick(active(inventory.hosting));
  const domain = hosting.primaryDomain ?? hosting.name;
  return {
    kind,
    name: hosting.name,
    values: [
      ["hosting", hosting.name],
      ["domain", domain],
      ["plan", hosting.planName],
    ],
  };
}

/** What texts call the account's things when the ticket is about none of them in particular. */
export function accountValues(account: string, end: number): (readonly [string, string])[] {
  const { domains, vps, hosting } = seedInventory(account, new Date(end));
  const [first] = vps;
  return [
    ["domain", domains.at(account === "northwind" ? 1 : 0)?.name ?? "example.com"],
    ["hosting", hosting[0]?.name ?? "web"],
    ["plan", hosting[0]?.planName ?? "Start"],
    ...machine(first?.name ?? "app-01", first?.primaryIp ?? "192.0.2.10"),
  ];
}

function machine(vps: string, ip: string): (readonly [string, string])[] {
  const [, , network, host] = ip.split(".");
  return [
    ["vps", vps],
    ["ip", ip],
    ["ipv6", `2001:db8:${network}::${host}`],
  ];
}

function pickProject(account: string, category: string, chance: Random): TimelineService {
  const own = organizations.filter(({ accountId }) => accountId === account);
  const project = chance.pick(
    projects.filter(
      (one) =>
        one.status === "active" &&
        own.some(({ id }) => id === one.organizationId) &&
        categoriesFor(one).some(({ id }) => id === category),
    ),
  );
  return {
    kind: "project",
    name: project.title,
    project,
    values: [
      ["project", project.id],
      ["title", project.title],
      ["host", project.host],
      ["region", project.region.split(".")[0] ?? project.region],
      ["branch", chance.pick(["staging", "develop", "release", "feature-checkout"])],
    ],
  };
}

const inDays = (days: number, end: number) => new Date(end + days * DAY_MS).toISOString();

/** Services that came, changed and went over the year. No ticket is about those that went. */
export function serviceActions(end: number): TimelineAction[] {
  const of = (
    days: number,
    account: string,
    change: ServiceChange,
    provider: TimelineAction["provider"] = "hostup",
  ): TimelineAction => ({
    at: -Math.round(days * DAY_MS),
    provider,
    account,
    ticket: `service ${change.name}`,
    act: { kind: "service", ...change },
  });
  const vps = (name: string, fields?: ServiceChange["fields"], change = "changed") => ({
    change: change as ServiceChange["change"],
    service: "vps",
    name,
    ...(fields && { fields }),
  });
  return [
    of(
      338.2,
      "northwind",
      vps("search-02", { primaryIp: "192.0.2.42", serviceStatus: "active" }, "added"),
    ),
    of(311.4, "kvarnvik", {
      change: "added",
      service: "domain",
      name: "kvarnvik-rea.example",
      fields: { expiresAt: inDays(54, end), autoRenew: true },
    }),
    of(287.3, "contoso", vps("contoso-test", { operatingSystem: "Debian 12" })),
    of(264.2, "northwind", vps("search-02", undefined, "removed")),
    of(241.6, "kvarnvik", {
      change: "changed",
      service: "hosting",
      name: "kvarnvik-www",
      fields: { planName: "Business Plus" },
    }),
    of(
      219.3,
      "contoso",
      {
        change: "added",
        service: "project",
        name: "Contoso Support",
        fields: { plan: "standard" },
      },
      "upsun",
    ),
    of(180.4, "northwind", {
      change: "changed",
      service: "domain",
      name: "northwind-tea.example",
      fields: { autoRenew: true, expiresAt: inDays(186, end) },
    }),
    of(
      152.3,
      "kvarnvik",
      vps(
        "web-03",
        { primaryIp: "203.0.113.22", serviceStatus: "active", powerState: "running" },
        "added",
      ),
    ),
    of(121.3, "contoso", {
      change: "added",
      service: "hosting",
      name: "contoso-kampanj",
      fields: { primaryDomain: "kampanj.contoso.example", domains: ["kampanj.contoso.example"] },
    }),
    of(93.4, "kvarnvik", vps("web-03", { powerState: "stopped" })),
    of(88.2, "kvarnvik", vps("web-03", undefined, "removed")),
    of(
      61.4,
      "northwind",
      {
        change: "changed",
        service: "project",
        name: "Supplier Portal",
        fields: { plan: "medium" },
      },
      "upsun",
    ),
    of(47.3, "contoso", { change: "removed", service: "hosting", name: "contoso-kampanj" }),
    of(
      33.3,
      "northwind",
      vps("ci-runner", {
        primaryIp: "192.0.2.44",
        serviceStatus: "active",
        powerState: "running",
        operatingSystem: "Debian 12",
      }),
    ),
    of(
      12.4,
      "kvarnvik",
      { change: "added", service: "project", name: "Julkampanj", fields: { plan: "development" } },
      "upsun",
    ),
    of(2.3, "contoso", {
      change: "changed",
      service: "domain",
      name: "contoso-labs.example",
      fields: { autoRenew: false },
    }),
  ];
}
