import { createHash, randomInt } from "node:crypto";

import type { InsertObject } from "kysely";

import { countRows, now } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import type { DB } from "../../db/table-types";

export const RECOVERY_CODES = 10;

/** Crockford's base32: no letter looks like a digit. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** 80 random bits, so that a plain hash is enough. */
function newCode(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

function hashOf(userId: string, code: string): string {
  const typed = code.toLowerCase().replaceAll(/[\s-]/g, "");
  const plain = typed.replaceAll("o", "0").replaceAll(/[il]/g, "1");
  return createHash("sha256").update(`recovery\n${userId}\n${plain}`).digest("base64url");
}

/** Replaces a person's codes. Only their hashes are stored: these are shown once. */
export async function replaceRecoveryCodes(client: Db, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newCode);
  await deleteRecoveryCodes(client, userId);
  const rows: Array<InsertObject<DB, "recovery_code">> = codes.map((code) => ({
    user_id: userId,
    code_hash: hashOf(userId, code),
  }));
  await client.insertInto("recovery_code").values(rows).execute();
  return codes;
}

export async function deleteRecoveryCodes(client: Db, userId: string): Promise<void> {
  await client.deleteFrom("recovery_code").where("user_id", "=", userId).execute();
}

/** Of several calls at once, one uses the code. */
export async function takeRecoveryCode(client: Db, userId: string, code: string): Promise<boolean> {
  const taken = await client
    .updateTable("recovery_code")
    .set({ used_at: now() })
    .where("user_id", "=", userId)
    .where("code_hash", "=", hashOf(userId, code))
    .where("used_at", "is", null)
    .returning("user_id")
    .executeTakeFirst();
  return taken !== undefined;
}

export async function countRecoveryCodes(client: Db, userId: string): Promise<number> {
  const { count } = await client
    .selectFrom("recovery_code")
    .select(countRows().as("count"))
    .where("user_id", "=", userId)
    .where("used_at", "is", null)
    .executeTakeFirstOrThrow();
  return count;
}
