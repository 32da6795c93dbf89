import { ofPortal, seal, unseal } from "../../crypto/seal";
import { now } from "../../db/expressions";
import { type Db, db } from "../../db/kysely";
import { env } from "../../env";
import { DEFAULT_LANGUAGE, type Language, languageOf } from "../../i18n/languages";
import { isLivePush } from "../../notices/record/live-pushes";
import type { PushTarget } from "../../push/post-push";

const context = (id: string) => ofPortal(id, "push-subscription");

export const sealTarget = (id: string, target: PushTarget): string =>
  seal(JSON.stringify(target), context(id), env().CREDENTIAL_KEYS);

/** Returns the ids of the person's live subscriptions. */
export async function livePushIds(client: Db, userId: string): Promise<string[]> {
  const rows = await client
    .selectFrom("push_subscription as p")
    .innerJoin("user as u", "u.id", "p.user_id")
    .where("p.user_id", "=", userId)
    .where(isLivePush())
    .orderBy("p.id")
    .select("p.id")
    .execute();
  return rows.map(({ id }) => id);
}

export interface LivePush {
  id: string;
  userId: string;
  language: Language;
  target: PushTarget;
}

/** Returns null for a subscription that is no longer live. */
export async function livePush(id: string): Promise<LivePush | null> {
  const row = await db()
    .selectFrom("push_subscription as p")
    .innerJoin("user as u", "u.id", "p.user_id")
    .where("p.id", "=", id)
    .where(isLivePush())
    .select(["p.user_id as userId", "p.sealed_subscription as sealed", "u.language"])
    .executeTakeFirst();
  if (!row) return null;
  const target = unseal(row.sealed, context(id), env().CREDENTIAL_KEYS);
  return {
    id,
    userId: row.userId,
    language: languageOf(row.language) ?? DEFAULT_LANGUAGE,
    target: JSON.parse(target) as PushTarget,
  };
}

export async function noteSent(id: string): Promise<void> {
  await db()
    .updateTable("push_subscription")
    .set({ failures: 0, last_sent_at: now() })
    .where("id", "=", id)
    .execute();
}

export async function deletePush(id: string): Promise<void> {
  await db().deleteFrom("push_subscription").where("id", "=", id).execute();
}

const MAX_REFUSALS = 10;

/** Deletes a subscription after many refusals in a row. */
export async function noteRefused(id: string): Promise<void> {
  const row = await db()
    .updateTable("push_subscription")
    .set({ failures: (eb) => eb("failures", "+", 1) })
    .where("id", "=", id)
    .returning("failures")
    .executeTakeFirst();
  if (row && row.failures >= MAX_REFUSALS) await deletePush(id);
}
