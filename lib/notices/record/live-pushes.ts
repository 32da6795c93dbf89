import { expressionBuilder } from "kysely";

import { asBoolean, now } from "../../db/expressions";
import type { DB } from "../../db/table-types";

/** The tables of a query that asks which pushes `p` of person `u` are live. */
type WithPushes = DB & { p: DB["push_subscription"]; u: DB["user"] };

/**
 * True while the person has a session in that browser that was not ended and has not expired. An
 * idle session counts, as people who don't look are the ones to notify:
 * docs/decisions/2026-11-27-web-push.md.
 */
export function isLivePush() {
  const eb = expressionBuilder<WithPushes, "p" | "u">();
  return asBoolean(
    eb.and([
      eb("u.disabled_at", "is", null),
      eb.exists(
        eb
          .selectFrom("session as s")
          .whereRef("s.user_id", "=", "p.user_id")
          .whereRef("s.device_id", "=", "p.device_id")
          .whereRef("s.version", "=", "u.session_version")
          .where("s.revoked_at", "is", null)
          .where("s.expires_at", ">", now())
          .select(eb.lit(1).as("one")),
      ),
    ]),
  );
}
