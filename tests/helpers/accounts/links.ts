import { expect } from "vitest";

import { sql } from "@/tests/helpers/sql";

type Tokens = typeof import("@/lib/accounts/tokens");

/** A visitor without a session, as forms pass them on. */
export const visitor = {
  origin: { address: "203.0.113.7", userAgent: "Tests", deviceToken: undefined },
  language: "sv",
} as const;

/** The error of a link that has ended. */
export const ended = { code: "not_found" };

/** The tokens of all links that were made, if the test mocks their module with `recordTokens`. */
export const tokens: string[] = [];

export const lastToken = () => tokens.at(-1) ?? "";

/** Replaces "@/lib/accounts/tokens". Records the tokens, of which the database has only hashes. */
export function recordTokens(real: Tokens): Tokens {
  const createToken: Tokens["createToken"] = async (...given) => {
    const made = await real.createToken(...given);
    tokens.push(made.token);
    return made;
  };
  return { ...real, createToken };
}

export const expireTokens = () =>
  sql("UPDATE account_token SET expires_at = now() - interval '1 second'");

/** Returns the kind and recipient of each email, oldest first. */
export async function queuedMails(): Promise<string[]> {
  const rows = await sql("SELECT kind, recipient FROM mail ORDER BY id");
  return rows.map(({ kind, recipient }) => `${String(kind)} ${String(recipient)}`);
}

/** Returns how many of 20 simultaneous attempts succeed. */
export async function countWinners(attempt: () => Promise<unknown>): Promise<number> {
  const all = await Promise.allSettled(Array.from({ length: 20 }, attempt));
  for (const one of all)
    if (one.status === "rejected")
      expect(one.reason).toHaveProperty("code", expect.stringMatching(/not_found|conflict/));
  return all.filter(({ status }) => status === "fulfilled").length;
}
