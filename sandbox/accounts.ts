/**
 * The accounts that exist at the sandboxes, and the credentials that open them. They are demo values, known to
 * everybody, and good for nothing but a sandbox.
 */

const HOSTUP_SCOPES = [
  "read:account",
  "read:support",
  "write:support",
  "read:domains",
  "read:vm",
  "read:hosting",
] as const;
const UPSUN_SCOPES = ["tickets:read", "tickets:write", "users:read", "organizations:read"] as const;

export interface DemoKey {
  key: string;
  label: string;
  scopes: readonly string[];
}

const full = (key: string): DemoKey => ({ key, label: "Full access", scopes: HOSTUP_SCOPES });
const lacking = (key: string, ...scopes: string[]): DemoKey => ({
  key,
  label: `Without ${scopes.join(", ")}`,
  scopes: HOSTUP_SCOPES.filter((scope) => !scopes.includes(scope)),
});
const token = (key: string): DemoKey => ({ key, label: "API token", scopes: UPSUN_SCOPES });

export const hostupAccounts = {
  northwind: {
    id: "northwind",
    label: "Northwind Trading",
    requesterName: "Jane Example",
    email: "customer@example.com",
    key: full("hu_live_demo_northwind_4Jq8ZtW2nXvB7cRk"),
    /** Files nothing. */
    noWriteKey: lacking("hu_live_demo_northwind_readonly_9bTz5QmL", "write:support"),
    /** Sees no tickets. */
    noReadKey: lacking("hu_live_demo_northwind_writeonly_2hGx7PdN", "read:support"),
    /** Files and reads, but its VPS inventory answers 403. */
    noVpsKey: lacking("hu_live_demo_northwind_novps_6kYc3VsE", "read:vm"),
  },
  contoso: {
    id: "contoso",
    label: "Contoso",
    requesterName: "Erik Lindqvist",
    email: "customer@contoso.example",
    key: full("hu_live_demo_contoso_8wRf1KyJ5tMbQe3H"),
  },
  northwindStaging: {
    id: "northwind-staging",
    label: "Northwind staging",
    requesterName: "Jane Example",
    email: "customer@example.com",
    key: full("hu_live_demo_nwstaging_3LpD6uXa9GzT4vCs"),
  },
} as const;

export const upsunAccounts = {
  northwind: {
    id: "northwind",
    label: "Northwind Trading",
    userId: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
    firstName: "Jane",
    lastName: "Example",
    email: "customer@example.com",
    key: token("upsun-demo-northwind-Vt3nKq8ZyR5wLx2HbJ7mCf4D"),
    /** Cannot list organizations, so neither projects nor subscriptions. */
    noOrganizationsKey: {
      key: "upsun-demo-northwind-noorg-Pz6sGd9WkT2vNc8R",
      label: "Without organizations:read",
      scopes: UPSUN_SCOPES.filter((scope) => scope !== "organizations:read"),
    } satisfies DemoKey,
    /** Reads tickets, files none. */
    readOnlyKey: {
      key: "upsun-demo-northwind-readonly-Mb4xYh7QeU1tLa5J",
      label: "Without tickets:write",
      scopes: UPSUN_SCOPES.filter((scope) => scope !== "tickets:write"),
    } satisfies DemoKey,
  },
  contoso: {
    id: "contoso",
    label: "Contoso",
    userId: "b7e1a2d4-5c36-4f0b-9a57-2f61c8d90e13",
    firstName: "Erik",
    lastName: "Lindqvist",
    email: "customer@contoso.example",
    key: token("upsun-demo-contoso-Gw9rBz2XnS6kQv4TpM8hYd3L"),
  },
  northwindStaging: {
    id: "northwind-staging",
    label: "Northwind staging",
    userId: "e4f8c0b6-91d7-4a25-8e63-70b5d21a9c48",
    firstName: "Jane",
    lastName: "Example",
    email: "customer@example.com",
    key: token("upsun-demo-nwstaging-Kc7dFj5RtW3zVx9NqB2mPs6H"),
  },
} as const;
