import { type Expression, expressionBuilder, type SqlBool } from "kysely";

import { SEEN_AS } from "../../auth/seeing/audit-seen";
import { auditAll, type AuditRecord } from "../../db/audit";
import { asBoolean, fromNow, now } from "../../db/expressions";
import { type Db, transaction } from "../../db/kysely";
import type { DB } from "../../db/table-types";

const eb = expressionBuilder<DB, "seen_as">();

export const ofSession = (sessionId: string) => eb("session_id", "=", sessionId);

const hasSignedOut = eb.exists(
  eb
    .selectFrom("session as s")
    .select("s.id")
    .whereRef("s.id", "=", "seen_as.session_id")
    .where("s.revoked_at", "is not", null)
    .whereRef("s.revoked_at", "<", "seen_as.until"),
);

/** Ends looks at the portal as a customer, and leaves a row for each. */
export async function endLooks(client: Db, which: Expression<SqlBool>): Promise<number> {
  const ended = await client
    .updateTable("seen_as")
    .set({ ended_at: now() })
    .where("ended_at", "is", null)
    .where(which)
    .returning((of) => [
      "user_id as userId",
      "organization_id as organizationId",
      "session_id as sessionId",
      "reason",
      asBoolean(of.and([of("until", "<=", now()), of.not(hasSignedOut)])).as("hasExpired"),
      of
        .selectFrom("session as s")
        .select("s.user_id")
        .whereRef("s.id", "=", "seen_as.session_id")
        .as("actorId"),
      of
        .selectFrom("session as s")
        .select("s.network")
        .whereRef("s.id", "=", "seen_as.session_id")
        .as("network"),
    ])
    .execute();
  const rows = ended.map(({ userId, hasExpired, network, ...look }): AuditRecord => ({
    ...look,
    network: network || null,
    action: hasExpired ? "seeing.expired" : "seeing.stopped",
    targetType: "person",
    targetId: userId,
    data: { [SEEN_AS]: userId },
  }));
  if (rows.length > 0) await auditAll(rows, client);
  return rows.length;
}

const DAY_MS = 24 * 3_600_000;

/** Ends looks whose time is up. After a day, without a row: its time would mislead. */
export async function endExpiredLooks(): Promise<number> {
  return transaction(async (client) => {
    await client
      .updateTable("seen_as")
      .set({ ended_at: eb.ref("until") })
      .where("ended_at", "is", null)
      .where("until", "<=", fromNow(-DAY_MS))
      .execute();
    return endLooks(client, eb.or([eb("until", "<=", now()), hasSignedOut]));
  });
}
