import type { SandboxUpsunOrganization, SandboxUpsunProject, SandboxUpsunUser } from "./state";

const COMPANIES: Readonly<Record<string, string>> = {
  northwind: "Northwind Trading",
  contoso: "Contoso",
  kvarnvik: "Kvarnvik Handel",
};

export function userView(user: SandboxUpsunUser) {
  return {
    id: user.id,
    deactivated: false,
    namespace: "upsun",
    username: user.email.split("@")[0] ?? user.email,
    email: user.email,
    email_verified: true,
    first_name: user.firstName,
    last_name: user.lastName,
    picture: `https://avatars.upsun.example/${user.id}.png`,
    company: COMPANIES[user.accountId.split("-")[0] ?? ""] ?? "",
    website: `https://${user.email.split("@")[1] ?? "example.com"}`,
    country: "SE",
    created_at: user.createdAt,
    updated_at: user.createdAt,
  };
}

export function organizationView(organization: SandboxUpsunOrganization) {
  return {
    id: organization.id,
    type: organization.type,
    owner_id: organization.ownerId,
    namespace: "upsun",
    name: organization.name,
    label: organization.label,
    country: organization.country,
    capabilities: ["projects", "support"],
    vendor: "upsun",
    status: "active",
    created_at: organization.createdAt,
    updated_at: organization.updatedAt,
    _links: {
      self: { href: `/organizations/${organization.id}` },
      subscriptions: { href: `/organizations/${organization.id}/subscriptions` },
    },
  };
}

export function subscriptionView(project: SandboxUpsunProject, owner: SandboxUpsunUser) {
  return {
    id: project.subscriptionId,
    status: project.status,
    created_at: project.createdAt,
    updated_at: project.updatedAt,
    owner: owner.id,
    owner_info: {
      type: "user",
      username: owner.email.split("@")[0] ?? owner.email,
      display_name: `${owner.firstName} ${owner.lastName}`,
    },
    vendor: "upsun",
    plan: project.plan,
    environments: project.plan === "development" ? 3 : 12,
    storage: project.plan === "enterprise" ? 102_400 : 20_480,
    user_licenses: 4,
    project_id: project.id,
    project_endpoint: `https://${project.region}.upsun.example/api/projects/${project.id}`,
    project_title: project.title,
    project_region: project.region,
    project_region_label: project.regionLabel,
    project_ui: `https://console.upsun.example/projects/${project.id}`,
    agency_site: false,
    invoiced: true,
    hipaa: false,
    is_trial_plan: project.plan === "development",
    green: true,
  };
}

export function projectView(project: SandboxUpsunProject) {
  return {
    id: project.id,
    organization_id: project.organizationId,
    subscription_id: project.subscriptionId,
    vendor: "upsun",
    region: project.region,
    title: project.title,
    type: "grid",
    plan: project.plan,
    timezone: "Europe/Stockholm",
    default_branch: "main",
    status: project.status,
    trial_plan: project.plan === "development",
    project_ui: `https://console.upsun.example/projects/${project.id}`,
    created_at: project.createdAt,
    updated_at: project.updatedAt,
    _links: {
      self: { href: `/organizations/${project.organizationId}/projects/${project.id}` },
      subscription: {
        href: `/organizations/${project.organizationId}/subscriptions/${project.subscriptionId}`,
      },
    },
  };
}
