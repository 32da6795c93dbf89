import { plainUlid } from "../../shared/ids";
import { Random } from "../../shared/random";
import type { SandboxUpsunOrganization, SandboxUpsunProject } from "../state";

interface Plan {
  label: string;
  name: string;
  type: "fixed" | "flexible";
  projects: readonly (readonly [
    title: string,
    host: string,
    plan: string,
    region: keyof typeof REGIONS,
    status?: string,
  ])[];
}

const REGIONS = {
  "eu-5.platform.sh": "Sweden (AWS)",
  "de-2.platform.sh": "Germany (GCP)",
  "us-4.platform.sh": "United States (Azure)",
} as const;

const PLANS: Readonly<Record<string, readonly Plan[]>> = {
  northwind: [
    {
      label: "Northwind Trading",
      name: "northwind-trading",
      type: "flexible",
      projects: [
        ["Northwind Shop", "shop.northwind.example", "enterprise", "eu-5.platform.sh"],
        ["Northwind Intranet", "intranet.northwind.example", "medium", "eu-5.platform.sh"],
        ["Supplier Portal", "suppliers.northwind.example", "standard", "de-2.platform.sh"],
        [
          "Campaign 2024",
          "campaign.northwind.example",
          "standard",
          "eu-5.platform.sh",
          "suspended",
        ],
      ],
    },
    {
      label: "Northwind Labs",
      name: "northwind-labs",
      type: "fixed",
      projects: [
        ["Tea Finder", "tea.northwind-labs.example", "development", "us-4.platform.sh"],
        ["Recommendation API", "api.northwind-labs.example", "standard", "de-2.platform.sh"],
      ],
    },
  ],
  contoso: [
    {
      label: "Contoso",
      name: "contoso",
      type: "flexible",
      projects: [
        ["Contoso.com", "www.contoso.example", "enterprise", "eu-5.platform.sh"],
        ["Contoso Docs", "docs.contoso.example", "development", "eu-5.platform.sh"],
      ],
    },
  ],
  kvarnvik: [
    {
      label: "Kvarnvik Handel",
      name: "kvarnvik-handel",
      type: "flexible",
      projects: [
        ["Kvarnvik Butik", "butik.kvarnvik.example", "enterprise", "eu-5.platform.sh"],
        ["Kundklubben", "klubb.kvarnvik.example", "medium", "eu-5.platform.sh"],
        ["Produktflöde", "feed.kvarnvik.example", "standard", "de-2.platform.sh"],
      ],
    },
  ],
  "northwind-staging": [
    {
      label: "Northwind Staging",
      name: "northwind-staging",
      type: "flexible",
      projects: [
        ["Staging Shop", "staging-shop.northwind.example", "standard", "eu-5.platform.sh"],
      ],
    },
  ],
};

/** Every account's organizations and projects. Ids are the same on every machine and every day. */
export function seedProjects(accounts: readonly { id: string; userId: string }[]): {
  organizations: SandboxUpsunOrganization[];
  projects: SandboxUpsunProject[];
} {
  const organizations: SandboxUpsunOrganization[] = [];
  const projects: SandboxUpsunProject[] = [];
  const chance = new Random(3131);
  const start = Date.UTC(2024, 1, 5, 10);
  for (const account of accounts) {
    for (const plan of PLANS[account.id] ?? []) {
      const at = start + organizations.length * 40 * 86_400_000;
      const createdAt = new Date(at).toISOString();
      const id = plainUlid(at, chance.next).toUpperCase();
      const { label, name, type } = plan;
      organizations.push({
        id,
        accountId: account.id,
        type,
        name,
        label,
        country: "SE",
        ownerId: account.userId,
        createdAt,
        updatedAt: createdAt,
      });
      for (const [title, host, kind, region, status] of plan.projects) {
        projects.push({
          id: plainUlid(at, chance.next).slice(-13),
          organizationId: id,
          subscriptionId: String(1_730_000 + projects.length * 317),
          title,
          host,
          region,
          regionLabel: REGIONS[region],
          plan: kind,
          status: status ?? "active",
          createdAt,
          updatedAt: createdAt,
        });
      }
    }
  }
  return { organizations, projects };
}
