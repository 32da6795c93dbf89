import { createHmac, randomInt } from "node:crypto";

import type { ExpressionBuilder } from "kysely";

import { hashToken, randomToken } from "../crypto/random-token";
import { fromNow, json, now } from "../db/expressions";
import type { Db } from "../db/kysely";
import type { DB } from "../db/table-types";
import { env } from "../env";
import { newId } from "../ids";

export type TokenKind =
  | "sign_in"
  | "invitation"
  | "password_reset"
  | "address_change"
  | "address_stop"
  | "link_identity"
  | "first_administrator"
  | "proof";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The lifetimes of links and codes. */
export const TOKEN_LIFETIMES_MS: Readonly<Record<TokenKind, number>> = {
  sign_in: 15 * MINUTE_MS,
  invitation: 7 * DAY_MS,
  password_reset: 60 * MINUTE_MS,
  address_change: DAY_MS,
  address_stop: DAY_MS,
  link_identity: 10 * MINUTE_MS,
  first_administrator: DAY_MS,
  proof: 10 * MINUTE_MS,
};

export interface NewToken {
  kind: TokenKind;
  email: string;
  userId?: string | null;
  organizationId?: string | null;
  role?: string | null;
  createdById?: string | null;
  /** Six digits that do the same as the token. */
  code?: string;
  data?: Record<string, string | number | boolean | null>;
}

export interface AccountToken {
  id: string;
  email: string;
  userId: string | null;
  organizationId: string | null;
  role: string | null;
  createdById: string | null;
  data: Record<string, unknown>;
  createdAt: Date;
  expiresAt: Date;
}

/** Stores a token's hash and returns the token, which goes into a link once. */
export async function createToken(
  client: Db,
  { kind, email, userId, organizationId, role, createdById, code, data }: NewToken,
): Promise<{ id: string; token: string }> {
  const [id, token] = [newId(), randomToken()];
  await client
    .insertInto("account_token")
    .values({
      id,
      kind,
      token_hash: hashToken(token),
      code_hash: code === undefined ? null : hashCode(id, code),
      email,
      user_id: userId ?? null,
      organization_id: organizationId ?? null,
      role: role ?? null,
      created_by_id: createdById ?? null,
      data: json(data ?? {}),
      expires_at: fromNow(TOKEN_LIFETIMES_MS[kind]),
    })
    .execute();
  return { id, token };
}

/** Six digits, to be typed. */
export function randomCode(): string {
  return randomInt(1_000_000).toString().padStart(6, "0");
}

/** A million codes are guessed quickly, so the hash needs a key that is not in the database. */
export function hashCode(tokenId: string, code: string): string {
  return createHmac("sha256", env().NEXTAUTH_SECRET)
    .update(`code\n${tokenId}\n${code}`)
    .digest("base64url");
}

const COLUMNS = [
  "id",
  "email",
  "user_id as userId",
  "organization_id as organizationId",
  "role",
  "created_by_id as createdById",
  "data",
  "created_at as createdAt",
  "expires_at as expiresAt",
] as const;

/** Matches tokens that are neither used nor withdrawn nor expired. */
export const isOpenToken = (eb: ExpressionBuilder<DB, "account_token">) =>
  eb.and([eb("used_at", "is", null), eb("withdrawn_at", "is", null), eb("expires_at", ">", now())]);

const FORM = /^[\w-]{43}$/;

/** Reads a token without using it. Null if it is unknown, used, withdrawn or expired. */
export async function findToken(
  client: Db,
  kind: TokenKind,
  token: string,
): Promise<AccountToken | null> {
  if (!FORM.test(token)) return null;
  const row = await client
    .selectFrom("account_token")
    .select(COLUMNS)
    .where("kind", "=", kind)
    .where("token_hash", "=", hashToken(token))
    .where(isOpenToken)
    .executeTakeFirst();
  return row ? toToken(row) : null;
}

/** Uses the token up: of several calls at once, one gets it. Null as in `findToken`. */
export async function takeToken(
  client: Db,
  kind: TokenKind,
  token: string,
): Promise<AccountToken | null> {
  if (!FORM.test(token)) return null;
  const row = await client
    .updateTable("account_token")
    .set({ used_at: now() })
    .where("kind", "=", kind)
    .where("token_hash", "=", hashToken(token))
    .where(isOpenToken)
    .returning(COLUMNS)
    .executeTakeFirst();
  return row ? toToken(row) : null;
}

/** Marks a token as used. The caller has locked it. */
export async function markTokenUsed(client: Db, id: string): Promise<void> {
  await client.updateTable("account_token").set({ used_at: now() }).where("id", "=", id).execute();
}

/** Ends the open tokens of a kind, e.g. when a new one replaces them. Returns how many. */
export async function withdrawTokens(
  client: Db,
  kind: TokenKind,
  of: Partial<Pick<DB["account_token"], "user_id" | "email" | "organization_id">>,
): Promise<number> {
  let update = client
    .updateTable("account_token")
    .set({ withdrawn_at: now() })
    .where("kind", "=", kind)
    .where("used_at", "is", null)
    .where("withdrawn_at", "is", null);
  for (const [column, value] of Object.entries(of))
    update = update.where(column as keyof typeof of, value === null ? "is" : "=", value ?? null);
  return (await update.returning("id").execute()).length;
}

function toToken(row: Omit<AccountToken, "data"> & { data: unknown }): AccountToken {
  const data = row.data !== null && typeof row.data === "object" ? row.data : {};
  return { ...row, data: data as Record<string, unknown> };
}
