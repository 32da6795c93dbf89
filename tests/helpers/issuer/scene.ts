import { afterAll, beforeAll, beforeEach } from "vitest";

import { decodeSession } from "@/lib/auth/options";
import { hashPassword } from "@/lib/auth/password";
import { env } from "@/lib/env";
import { sql } from "@/tests/helpers/sql";

import { PORTAL_CLIENT, startIssuer, type TestIssuer } from "./issuer";
import { PORTAL, type PortalBrowser } from "./portal-browser";

export const PASSWORD = "correct horse battery";
let passwordHash = "";

const redirects = (id: string) => [`${PORTAL}/api/auth/callback/${id}`];

/** One issuer for customers, "northwind", and one for staff. */
export interface Issuers {
  customers: TestIssuer;
  staff: TestIssuer;
}

/** Starts both issuers for a file, and empties its database before each test. */
export function useIssuers(): Issuers {
  const issuers = {} as Issuers;
  beforeAll(async () => {
    passwordHash = await hashPassword(PASSWORD);
    issuers.customers = await startIssuer({ redirects: redirects("northwind") });
    issuers.staff = await startIssuer({ redirects: redirects("staff"), hasBareTokens: true });
    const client = { clientId: PORTAL_CLIENT.id, clientSecret: PORTAL_CLIENT.secret };
    env().OIDC_ISSUERS = [
      {
        ...client,
        id: "northwind",
        name: "Northwind",
        issuer: issuers.customers.url,
        domains: ["example.com"],
        for: "customers",
      },
      {
        ...client,
        id: "staff",
        name: "Our staff",
        issuer: issuers.staff.url,
        domains: ["staff.example"],
        for: "staff",
      },
    ];
  });
  afterAll(() => Promise.all([issuers.customers.stop(), issuers.staff.stop()]));
  beforeEach(async () => {
    const tables = ["identity", "account_token", "rate_limit", "mail", "audit_entry", '"user"'];
    for (const table of tables) await sql(`DELETE FROM ${table}`);
  });
  return issuers;
}

interface Person {
  email?: string;
  role?: "customer" | "staff" | "admin";
  hasPassword?: boolean;
}

export async function makePerson({ email = "jane@example.com", ...person }: Person = {}) {
  const { role = "customer", hasPassword = true } = person;
  const hash = hasPassword ? passwordHash : null;
  const [user] = await sql<{ id: string }>(
    `INSERT INTO "user" (id, email, email_verified_at, name, role, password_hash)
     VALUES (gen_random_uuid()::text, $1, now(), 'Jane', $2::"UserRole", $3) RETURNING id`,
    [email, role, hash],
  );
  return user?.id ?? "";
}

export const verified = (email: string) => ({ email, email_verified: true });
export const unverified = (email: string) => ({ email, email_verified: false });

/** Returns the person that a browser's cookie signs in. */
export async function personOn({ jar }: PortalBrowser): Promise<string | null> {
  const cookie = jar.values.get("next-auth.session-token");
  const sessionId = cookie ? await decodeSession(cookie) : null;
  const [row] = await sql<{ user_id: string }>("SELECT user_id FROM session WHERE id = $1", [
    sessionId,
  ]);
  return row?.user_id ?? null;
}

/** Returns the audited reasons of failed sign-ins. */
export const failures = async () =>
  (
    await sql<{ reason: string }>(
      "SELECT reason FROM audit_entry WHERE action = 'signin.failed' ORDER BY id",
    )
  ).map(({ reason }) => reason);
