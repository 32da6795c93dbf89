import type { Expression } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";

import { compileOnce, type Placeholders } from "../../db/compile-once";
import { daysAgo } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { OutgoingFileView } from "../../files/types";
import type { Translate } from "../../i18n/message";
import { renderStoredText } from "../../i18n/stored-text";
import type { Json } from "../../providers/contract";
import {
  isPending,
  isUnreadReply,
  OUTGOING_FILE_COLUMNS,
  pendingJson,
  pendingView,
  plainMessage,
  sentFileView,
  wasJustRead,
} from "../../submissions/pending-json";
import type { PendingSubmission } from "../../submissions/types";
import { ACTS, type PortalAct, toPortalAct } from "./portal/portal-acts";
import { type PortalAuthors, portalAuthors } from "./portal/portal-authors";

const DIFFERENCES_SHOWN_DAYS = 30;
const MAX_NOTICES = 5;

export interface TicketSubmissions {
  /** Newest last. */
  pending: PendingSubmission[];
  /** Files not on the ticket (yet), or on another message. */
  outgoing: OutgoingFileView[];
  /** What arrived differently from how it was sent. */
  notices: string[];
  authors: PortalAuthors;
  /** Oldest first. */
  acts: PortalAct[];
  /** The provider's ids of the messages of replies that have just been sent and read again. */
  justRead: string[];
  /** Values of the form that filed it, without its message; null if it was not filed here. */
  filed: Json;
}

/** Loads what people sent to a ticket and the mirror does not show yet. The caller checks access. */
export async function ticketSubmissions(
  t: Translate,
  ticketId: string,
): Promise<TicketSubmissions> {
  const [found] = await submissionsOf({ ticketId });
  const sent = found?.sent ?? [];
  return {
    pending: (found?.pending ?? []).map(({ pending }) => pendingView(t, pending)),
    outgoing: (found?.outgoing ?? []).map((file) => sentFileView(t, file)),
    authors: portalAuthors(
      sent.map(({ kind, name, externalId, filesId }) => ({
        kind,
        name,
        messageIds: [externalId, filesId],
      })),
    ),
    acts: sent.flatMap(toPortalAct),
    justRead: sent.flatMap(({ wasJustRead, externalId }) =>
      wasJustRead && externalId !== null ? [externalId] : [],
    ),
    filed: sent.find(({ kind }) => kind === "create")?.filed ?? null,
    notices: (found?.notices ?? []).map(({ notice }) => renderStoredText(t, notice).message),
  };
}

const submissionsOf = compileOnce(({ ticketId }: Placeholders<{ ticketId: string }>) =>
  db().selectNoFrom([
    jsonArrayFrom(pendingOf(ticketId)).as("pending"),
    jsonArrayFrom(outgoingOf(ticketId)).as("outgoing"),
    jsonArrayFrom(noticesOf(ticketId)).as("notices"),
    jsonArrayFrom(sentTo(ticketId)).as("sent"),
  ]),
);

function pendingOf(ticketId: Expression<string>) {
  return db()
    .selectFrom("submission as s")
    .innerJoin("connection as c", "c.id", "s.connection_id")
    .select(pendingJson(plainMessage()).as("pending"))
    .where("s.ticket_id", "=", ticketId)
    .where((eb) => eb.or([isPending(), isUnreadReply()]))
    .orderBy("s.created_at")
    .orderBy("s.id");
}

function outgoingOf(ticketId: Expression<string>) {
  return db()
    .selectFrom("outgoing_file as f")
    .innerJoin("submission as s", "s.id", "f.submission_id")
    .select(OUTGOING_FILE_COLUMNS)
    .where("s.ticket_id", "=", ticketId)
    .where("f.state", "not in", ["ready", "receiving"])
    .where((eb) =>
      eb.or([
        eb("f.state", "<>", "confirmed"),
        eb.and([
          eb("f.reason", "is not", null),
          eb("f.settled_at", ">", daysAgo(DIFFERENCES_SHOWN_DAYS)),
        ]),
      ]),
    )
    .where("s.state", "not in", ["rejected", "abandoned"])
    .orderBy("f.created_at")
    .orderBy("f.position")
    .orderBy("f.id");
}

function sentTo(ticketId: Expression<string>) {
  return db()
    .selectFrom("submission as s")
    .innerJoin("user as u", "u.id", "s.user_id")
    .select((eb) => [
      "s.kind",
      "s.external_id as externalId",
      "s.attach_message_external_id as filesId",
      "u.name",
      eb.ref("s.sending_at").$notNull().as("sendingAt"),
      "s.settled_at as settledAt",
      wasJustRead().as("wasJustRead"),
      eb
        .case()
        .when("s.kind", "=", "create")
        .then(eb("s.payload", "-", eb.cast<string>(eb.val("message"), "text")))
        .end()
        .$castTo<Json>()
        .as("filed"),
    ])
    .where("s.ticket_id", "=", ticketId)
    .where((eb) =>
      eb.or([
        eb("s.kind", "in", ["create", "reply"]),
        eb.and([eb("s.kind", "in", [...ACTS]), eb("s.state", "=", "sent")]),
      ]),
    )
    .orderBy("s.created_at")
    .orderBy("s.id");
}

function noticesOf(ticketId: Expression<string>) {
  return db()
    .selectFrom("submission")
    .select((eb) => eb.ref("notice").$notNull().as("notice"))
    .where("ticket_id", "=", ticketId)
    .where("notice", "is not", null)
    .where("created_at", ">", daysAgo(DIFFERENCES_SHOWN_DAYS))
    .orderBy("created_at", "desc")
    .limit(MAX_NOTICES);
}
