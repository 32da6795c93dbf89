import { type Expression, expressionBuilder, type SqlBool } from "kysely";

import { plus } from "../../../db/expressions";
import type { DB } from "../../../db/table-types";

/** Providers may date the first message a moment after the ticket. */
const SAME_MOMENT_MS = 60_000;

type Aliases = DB & { t: DB["ticket"]; m: DB["message"]; s: DB["submission"] };

const eb = expressionBuilder<Aliases, "m" | "s" | "t">();

/** The name of the person who filed a ticket `t` from the portal, or null. */
export const filedBy = () =>
  eb
    .selectFrom("submission as s")
    .innerJoin("user as by", "by.id", "s.user_id")
    .whereRef("s.ticket_id", "=", "t.id")
    .where("s.state", "=", "sent")
    .where("s.kind", "=", "create")
    .select("by.name")
    .orderBy("s.id")
    .limit(1);

/** The name of the person who sent a message `m` of a ticket `t` from the portal, or null. */
export const sentBy = () =>
  eb
    .selectFrom("submission as s")
    .innerJoin("user as by", "by.id", "s.user_id")
    .whereRef("s.ticket_id", "=", "t.id")
    .where("s.state", "=", "sent")
    .where(isText())
    .select("by.name")
    .orderBy("s.kind", "desc")
    .orderBy("s.id")
    .limit(1);

/** True for a submission `s` whose text is in the conversation of its ticket. */
export function isShownAsMessage(): Expression<SqlBool> {
  const shown = eb
    .selectFrom("ticket as t")
    .leftJoin("message as m", "m.ticket_id", "t.id")
    .whereRef("t.id", "=", "s.ticket_id")
    .where(eb.or([eb.and([eb("s.kind", "=", "create"), eb("t.body", "is not", null)]), isText()]))
    .select("t.id");
  return eb.and([eb("s.state", "=", "sent"), eb.exists(shown)]);
}

/** As on the ticket's page: `m` is a reply by its id, and the first one the filing by its time. */
function isText(): Expression<SqlBool> {
  const isReply = eb.and([
    eb("s.kind", "=", "reply"),
    eb.or([
      eb("s.external_id", "=", eb.ref("m.external_id")),
      eb("s.attach_message_external_id", "=", eb.ref("m.external_id")),
    ]),
  ]);
  const before = eb
    .selectFrom("message as early")
    .whereRef("early.ticket_id", "=", "m.ticket_id")
    .whereRef("early.position", "<", "m.position")
    .select("early.position");
  const isFiling = eb.and([
    eb("s.kind", "=", "create"),
    eb("m.sender", "=", "customer"),
    eb("t.body", "is", null),
    eb.not(eb.exists(before)),
    eb.between(
      "m.sent_at",
      plus(eb.ref("t.opened_at"), -SAME_MOMENT_MS),
      plus(eb.ref("t.opened_at"), SAME_MOMENT_MS),
    ),
  ]);
  return eb.or([isReply, isFiling]);
}
