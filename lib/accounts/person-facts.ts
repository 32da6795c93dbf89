import { type Expression, expressionBuilder, type SqlBool } from "kysely";

import type { DB } from "../db/table-types";

/** An authenticator app or a passkey. */
export function hasFactor(userId: Expression<string>): Expression<SqlBool> {
  const eb = expressionBuilder<DB>();
  return eb.or([
    eb.exists(
      eb
        .selectFrom("authenticator as app")
        .select("app.user_id")
        .where("app.user_id", "=", userId)
        .where("app.confirmed_at", "is not", null),
    ),
    eb.exists(eb.selectFrom("passkey").select("passkey.id").where("passkey.user_id", "=", userId)),
  ]);
}

/**
 * True for a customer of one organization, about whom no other organization has gathered anything.
 */
export function isOnlyIn(userId: Expression<string>): Expression<SqlBool> {
  const eb = expressionBuilder<DB>();
  return eb.and([
    eb.exists(
      eb
        .selectFrom("user as person")
        .select("person.id")
        .where("person.id", "=", userId)
        .where("person.role", "=", "customer"),
    ),
    eb(
      eb
        .selectFrom("membership as one")
        .where("one.user_id", "=", userId)
        .select((one) => one.fn.countAll<number>().as("memberships")),
      "=",
      1,
    ),
  ]);
}
