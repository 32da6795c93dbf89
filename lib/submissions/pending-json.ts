import { type Expression, expressionBuilder, sql } from "kysely";
import { jsonArrayFrom, jsonBuildObject } from "kysely/helpers/postgres";

import { asBoolean, daysAgo, type ExpressionValue, fromNow, now } from "../db/expressions";
import type { DB } from "../db/table-types";
import type { ErrorCode } from "../error-codes";
import type { OutgoingFileView } from "../files/types";
import type { Translate } from "../i18n/message";
import { renderStoredText } from "../i18n/stored-text";
import { providerName } from "../providers/labels";
import { visibleOr } from "../text/blank";
import { canTakeBack } from "./decide";
import { isPayloadEncrypted } from "./submission";
import type { PendingSubmission } from "./types";

type Aliases = { s: DB["submission"]; c: DB["connection"] };

const ofSubmission = expressionBuilder<DB & Aliases, "s">();
const ofBoth = expressionBuilder<DB & Aliases, keyof Aliases>();

export const OUTGOING_FILE_COLUMNS = [
  "f.id",
  "f.filename",
  "f.original_filename as givenName",
  "f.size",
  "f.mime_type as mimeType",
  "f.state",
  "f.reason",
] as const;

/** When a submission `s` is retried or looked for next; null while a process works on it. */
export function nextAt() {
  const eb = ofSubmission;
  const isWaiting = eb.or([
    eb("s.state", "=", "unknown"),
    eb.and([
      eb("s.state", "=", "queued"),
      eb.or([eb("s.attempts", ">", 0), eb("s.error_code", "=", "conflict")]),
    ]),
  ]);
  const isFree = eb.fn.coalesce(eb("s.lease_until", "<=", now()), eb.lit(true));
  return eb
    .case()
    .when(eb.and([isWaiting, isFree]))
    .then(eb.ref("s.due_at"))
    .end();
}

/** The message of a submission `s`; null if sent encrypted. */
export const plainMessage = () =>
  sql<string | null>`${ofSubmission.ref("s.payload")} ->> 'message'`;

/** Of a submission `s` of connection `c`, for `pendingView`. Never has an encrypted text. */
export function pendingJson(text: Expression<string | null>) {
  const eb = ofBoth;
  const ticket = eb.selectFrom("ticket as t").whereRef("t.id", "=", "s.ticket_id");
  return jsonBuildObject({
    id: eb.ref("s.id"),
    kind: eb.ref("s.kind"),
    state: eb.ref("s.state").$castTo<PendingSubmission["state"]>(),
    step: eb.ref("s.step"),
    subject: eb.fn.coalesce(
      sql<string | null>`${eb.ref("s.payload")} ->> 'subject'`,
      ticket.select("t.subject"),
      sql.lit(""),
    ),
    text,
    encrypted: isPayloadEncrypted(eb.ref("s.payload")),
    reference: eb.ref("s.reference"),
    ticketId: eb.ref("s.ticket_id"),
    connectionId: eb.ref("c.id"),
    connectionLabel: eb.ref("c.label"),
    provider: eb.ref("c.provider"),
    by: eb
      .selectFrom("user as u")
      .select("u.name")
      .whereRef("u.id", "=", "s.user_id")
      .$castTo<string>(),
    byUserId: eb.ref("s.user_id"),
    createdAt: eb.ref("s.created_at"),
    message: eb.case().when("s.state", "<>", "sending").then(eb.ref("s.error_message")).end(),
    code: eb.ref("s.error_code").$castTo<ErrorCode | null>(),
    checks: eb.ref("s.checks"),
    lookedAt: eb.fn<Date | null>("greatest", [ticket.select("t.read_at"), "c.last_read_at"]),
    awaitsReading: asBoolean(
      eb.and([
        eb("s.kind", "=", "reply"),
        eb("s.external_id", "is not", null),
        eb.not(hasMessage()),
      ]),
    ),
    nextAt: nextAt(),
    sentAt: eb.ref("s.sending_at"),
    files: jsonArrayFrom(
      eb
        .selectFrom("outgoing_file as f")
        .select(OUTGOING_FILE_COLUMNS)
        .whereRef("f.submission_id", "=", "s.id")
        .orderBy("f.position")
        .orderBy("f.id"),
    ),
  });
}

/** Renders a stored `error_message`. */
export function failureText(
  t: Translate,
  stored: string | null,
): { message: string | null; words?: string } {
  return stored === null ? { message: null } : renderStoredText(t, stored);
}

export function sentFileView(t: Translate, file: OutgoingFileView): OutgoingFileView {
  if (file.reason === null) return file;
  const { message, words } = renderStoredText(t, file.reason);
  return { ...file, reason: message, words };
}

type PendingJson = ExpressionValue<ReturnType<typeof pendingJson>>;

/** A submission `s` that is not settled, or rejected and not dropped yet. */
export function isPending() {
  const states = ["queued", "sending", "unknown", "needs_decision", "rejected"] as const;
  return ofSubmission("s.state", "in", states);
}

/** A sent reply `s` that the mirror has not read yet: it is shown from here until then. */
export function isUnreadReply() {
  const eb = ofSubmission;
  return eb.and([
    eb("s.state", "=", "sent"),
    eb("s.kind", "=", "reply"),
    eb("s.step", "<>", "files"),
    eb("s.external_id", "is not", null),
    eb("s.settled_at", ">", daysAgo(1)),
    eb.not(hasMessage()),
  ]);
}

const JUST_NOW_MS = 60_000;

/** A reply `s` that the mirror has read, so soon after it was sent that a page may miss both. */
export function wasJustRead() {
  const eb = ofSubmission;
  return eb.and([
    eb("s.state", "=", "sent"),
    eb("s.kind", "=", "reply"),
    eb("s.settled_at", ">", fromNow(-JUST_NOW_MS)),
    hasMessage(),
  ]);
}

function hasMessage() {
  const eb = ofSubmission;
  return eb.exists(
    eb
      .selectFrom("message as m")
      .select("m.external_id")
      .whereRef("m.ticket_id", "=", "s.ticket_id")
      .whereRef("m.external_id", "=", "s.external_id"),
  );
}

export function pendingView(
  t: Translate,
  { provider, createdAt, nextAt, sentAt, lookedAt, message, files, ...rest }: PendingJson,
): PendingSubmission {
  return {
    ...rest,
    ...failureText(t, message),
    files: files.map((file) => sentFileView(t, file)),
    subject: visibleOr(rest.subject, t("tickets.noSubject")),
    by: visibleOr(rest.by, t("tickets.noName")),
    providerName: providerName(provider),
    createdAt: new Date(createdAt),
    nextAt: nextAt === null ? null : new Date(nextAt),
    sentAt: sentAt === null ? null : new Date(sentAt),
    lookedAt: lookedAt === null ? null : new Date(lookedAt),
    canCancel: canTakeBack(rest),
  };
}
