/** The customer-facing departments. Descriptions are what an editor typed, HTML included; some have none. */
export const departments = [
  {
    slug: "general-web-hosting",
    displayName: "Web hosting",
    description:
      "Websites, PHP, databases and certificates.<br>Please name the domain that it is about.",
    email: "support@hostup.example",
  },
  {
    slug: "domain-names",
    displayName: "Domain names",
    description: "Registration, transfer and DNS.<br />Opening hours: weekdays 8&ndash;18",
    email: "domains@hostup.example",
  },
  {
    slug: "vps",
    displayName: "VPS",
    description: "Virtual servers, IP addresses and their network.",
  },
  { slug: "email", displayName: "E-mail", description: null, email: "support@hostup.example" },
  {
    slug: "billing",
    displayName: "Billing",
    description: "Invoices, payments, plans",
    email: "billing@hostup.example",
  },
  { slug: "sales", displayName: "Sales & offers" },
] as const;

export function departmentName(slug: string): string | null {
  return departments.find((department) => department.slug === slug)?.displayName ?? null;
}
