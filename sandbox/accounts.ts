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
    /** The demo's history ends after this one was revoked. */
    retiredKey: token("upsun-demo-contoso-retired-Fs5wNq8JkD3yRb6X"),
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

/** The third organization's accounts. They exist in sandboxes with the seed "timeline" alone. */
export const kvarnvikAccounts = {
  hostup: {
    id: "kvarnvik",
    label: "Kvarnvik Handel",
    requesterName: "Karin Wallin",
    email: "karin@kvarnvik.example",
    key: full("hu_live_demo_kvarnvik_7Tn4HsYw2bPcXe9D"),
  },
  upsun: {
    id: "kvarnvik",
    label: "Kvarnvik Handel",
    userId: "5d2c7f90-3b8e-4a16-9c41-e07a6b95d3f8",
    firstName: "Karin",
    lastName: "Wallin",
    email: "karin@kvarnvik.example",
    key: token("upsun-demo-kvarnvik-Jx8mTc3WqR6vZb5NfK2sHy7P"),
  },
} as const;

/** Colleagues who file and follow tickets at Upsun beside the accounts' owners, in the seed "timeline" alone. */
export const upsunColleagues = [
  {
    accountId: "northwind",
    userId: "7f0b1c52-48d9-4e63-a1f7-2c95e8b3d604",
    firstName: "Sam",
    lastName: "Colleague",
    email: "colleague@example.com",
  },
  {
    accountId: "contoso",
    userId: "a96e4d18-7c20-4f5b-8e39-51d0c7b2f846",
    firstName: "Malin",
    lastName: "Åberg",
    email: "malin@contoso.example",
  },
  {
    accountId: "kvarnvik",
    userId: "c13f8a67-2e94-4b0d-b752-86a9d4e5f01b",
    firstName: "Jonas",
    lastName: "Hedström",
    email: "jonas@kvarnvik.example",
  },
] as const;
