import { type Expression, expressionBuilder, sql } from "kysely";

import type { DB } from "../../db/table-types";

const of = expressionBuilder<DB, never>();

/** Null for a blank name. */
const shownName = () => sql<string>`nullif(btrim(u.name), '')`;

/** Names of the people who sent submissions `w` of a kind to this ticket; one is read. */
function sentBy(ticketId: Expression<string | null>, kind: "create" | "reply") {
  return of
    .selectFrom("submission as w")
    .innerJoin("user as u", "u.id", "w.user_id")
    .select(shownName().as("name"))
    .where("w.ticket_id", "=", ticketId)
    .where("w.kind", "=", kind)
    .limit(sql.lit(1));
}

/**
 * Name of the person who sent this message as a reply from here; null for any other message. The
 * provider names the key's account for all that is sent with it.
 */
export function replyWriter(
  ticketId: Expression<string | null>,
  messageId: Expression<string | null>,
) {
  return sentBy(ticketId, "reply")
    .where((eb) =>
      eb.or([
        eb("w.external_id", "=", messageId),
        eb("w.attach_message_external_id", "=", messageId),
      ]),
    )
    .$asScalar();
}

/** Name of the person who filed this ticket here, or null. */
export function ticketFiler(ticketId: Expression<string>) {
  return sentBy(ticketId, "create")
    .where("w.state", "not in", ["rejected", "abandoned"])
    .orderBy("w.created_at")
    .$asScalar();
}

/** Providers may date the first message a moment after the ticket. */
const OPENING_SECONDS = 60;

/** Name of the writer of message `m` of ticket `t`: a person here, else whom the provider names. */
export function messageWriter() {
  const eb = expressionBuilder<DB & { m: DB["message"]; t: DB["ticket"] }, "m" | "t">();
  const isOpening = sql<boolean>`(m.sender = 'customer'
    AND abs(extract(epoch FROM m.sent_at - t.opened_at)) < ${sql.lit(OPENING_SECONDS)})`;
  return eb.fn.coalesce(
    replyWriter(eb.ref("t.id"), eb.ref("m.external_id")),
    eb
      .case()
      .when(isOpening)
      .then(ticketFiler(eb.ref("t.id")))
      .end(),
    eb.ref("m.sender_name"),
  );
}
