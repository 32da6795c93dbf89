/** The organizations and people of the demo and of the browser tests. All share one password. */

export const DEMO_PASSWORD = "portal-demo";

export const ORGANIZATIONS = {
  northwind: "Northwind Trading",
  contoso: "Contoso",
  kvarnvik: "Kvarnvik Handel",
} as const;

export interface SeedPerson {
  email: string;
  name: string;
  role: "customer" | "staff" | "admin";
  memberOf?: { organization: keyof typeof ORGANIZATIONS; role: "member" | "manager" };
  /** What this person is there to show. */
  note: string;
}

export const PEOPLE: readonly SeedPerson[] = [
  {
    email: "customer@example.com",
    name: "Jane Example",
    role: "customer",
    memberOf: { organization: "northwind", role: "manager" },
    note: "Northwind Trading, manager",
  },
  {
    email: "colleague@example.com",
    name: "Sam Colleague",
    role: "customer",
    memberOf: { organization: "northwind", role: "member" },
    note: "Northwind Trading, member",
  },
  {
    email: "customer@contoso.example",
    name: "Erik Lindqvist",
    role: "customer",
    memberOf: { organization: "contoso", role: "manager" },
    note: "Contoso, manager",
  },
  {
    email: "malin@contoso.example",
    name: "Malin Åberg",
    role: "customer",
    memberOf: { organization: "contoso", role: "member" },
    note: "Contoso, member",
  },
  {
    email: "karin@kvarnvik.example",
    name: "Karin Wallin",
    role: "customer",
    memberOf: { organization: "kvarnvik", role: "manager" },
    note: "Kvarnvik Handel, manager",
  },
  {
    email: "jonas@kvarnvik.example",
    name: "Jonas Hedström",
    role: "customer",
    memberOf: { organization: "kvarnvik", role: "member" },
    note: "Kvarnvik Handel, member",
  },
  {
    email: "staff@example.com",
    name: "Robin Staff",
    role: "staff",
    note: "support staff: every organization's history",
  },
  { email: "admin@example.com", name: "Alex Admin", role: "admin", note: "administrator" },
];
