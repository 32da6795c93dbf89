import { ownOrganizations } from "../auth/permissions";
import {
  isSubmissionInScope,
  ownScope,
  type Scope,
  type ScopeValues,
  scopeValues,
} from "../auth/scope";
import type { Viewer } from "../auth/types";
import { compileOnce, type Placeholders } from "../db/compile-once";
import { asBoolean, isAnyOf, now } from "../db/expressions";
import { db } from "../db/kysely";
import type { ErrorCode } from "../error-codes";
import { AppError } from "../errors";
import { type FieldErrors, message, renderFieldErrors, type Translate } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import { isId } from "../ids";
import { failureText, nextAt, pendingJson, pendingView, plainMessage } from "./pending-json";
import { messageOf } from "./sealed-message";
import { OPEN_STATES, type Payload, type SubmissionRow } from "./submission";
import type { Abandonment, PendingSubmission } from "./types";

const submissionRows = compileOnce(
  ({ submissionId, ...scope }: Placeholders<ScopeValues & { submissionId: string }>) =>
    db()
      .selectFrom("submission as s")
      .innerJoin("connection as c", "c.id", "s.connection_id")
      .select((eb) => [
        pendingJson(plainMessage()).as("pending"),
        eb
          .case()
          .when("s.state", "<>", "abandoned")
          .then<Abandonment | null>(null)
          .when("s.step_begun_at", "is", null)
          .then<Abandonment>("unfiled")
          .else<Abandonment>("lost")
          .end()
          .as("abandoned"),
      ])
      .where("s.id", "=", submissionId)
      .where(isSubmissionInScope(scope)),
);

export async function submissionInScope(
  t: Translate,
  scope: Scope,
  submissionId: string,
): Promise<(PendingSubmission & { abandoned: Abandonment | null }) | null> {
  if (!isId(submissionId)) return null;
  const [row] = await submissionRows({ submissionId, ...scopeValues(scope) });
  return row ? { ...pendingView(t, row.pending), abandoned: row.abandoned } : null;
}

export interface SubmissionStatus {
  state: SubmissionRow["state"];
  step: SubmissionRow["step"];
  ticketId: string | null;
  code: ErrorCode | null;
  message: string | null;
  /** The provider's own words, untranslated. */
  words?: string;
  fieldErrors: Record<string, string>;
  /** Next retry of a queued one or search for an unknown one; null during the attempt. */
  nextAt: Date | null;
  /** The request that reads this may process it. */
  isDue: boolean;
}

const statusRows = compileOnce(
  ({ submissionId, ...scope }: Placeholders<ScopeValues & { submissionId: string }>) =>
    db()
      .selectFrom("submission as s")
      .select((eb) => [
        "s.state",
        "s.step",
        "s.ticket_id as ticketId",
        eb.ref("s.error_code").$castTo<ErrorCode | null>().as("code"),
        "s.error_message as error",
        eb.ref("s.field_errors").$castTo<FieldErrors | null>().as("fieldErrors"),
        nextAt().as("nextAt"),
        asBoolean(
          eb.and([
            eb("s.state", "in", OPEN_STATES),
            eb.fn.coalesce(eb("s.due_at", "<=", now()), eb.lit(false)),
          ]),
        ).as("isDue"),
      ])
      .where("s.id", "=", submissionId)
      .where(isSubmissionInScope(scope)),
);

/** Null for one that the viewer may not see. */
export async function submissionStatus(
  viewer: Viewer,
  submissionId: string,
): Promise<SubmissionStatus | null> {
  if (!isId(submissionId)) return null;
  const [row] = await statusRows({ submissionId, ...scopeValues(ownScope(viewer)) });
  if (!row) return null;
  const t = textsOf(viewer.language);
  const { error, fieldErrors, ...status } = row;
  return {
    ...status,
    ...failureText(t, error),
    fieldErrors: renderFieldErrors(t, fieldErrors ?? {}),
  };
}

/** The error that a rejected submission was settled with. */
export function rejection({ code, message: text, words, fieldErrors }: SubmissionStatus): AppError {
  const verbatim = (rendered: string) => message("errors.verbatim", { text: rendered });
  return new AppError(code ?? "provider_invalid", {
    text: text === null ? undefined : verbatim(text),
    words,
    fieldErrors: Object.fromEntries(
      Object.entries(fieldErrors).map(([field, rendered]) => [field, verbatim(rendered)]),
    ),
  });
}

export interface SubmissionForm {
  id: string;
  formKey: string;
  kind: SubmissionRow["kind"];
  connectionId: string;
  ticketId: string | null;
  /** A reply has `message`, and `encrypted` as "true" or "". */
  values: Record<string, string>;
  continues: string | null;
  state: SubmissionRow["state"];
  code: ErrorCode | null;
  message: string | null;
  /** The provider's own words, untranslated. */
  words?: string;
  fieldErrors: Record<string, string>;
}

/**
 * Null unless it is the viewer's own and rejected or canceled. Without an encrypted text for staff
 * who see as a customer.
 */
export async function submissionForm(
  viewer: Viewer,
  submissionId: string,
): Promise<SubmissionForm | null> {
  if (!isId(submissionId)) return null;
  const row = await db()
    .selectFrom("submission")
    .select((eb) => [
      "id",
      "form_key",
      "kind",
      "connection_id",
      "organization_id",
      "ticket_id",
      "continues_ticket_id",
      "state",
      "error_message",
      "sealed_message",
      eb.ref("payload").$castTo<Payload>().as("payload"),
      eb
        .selectFrom("private_submission as p")
        .whereRef("p.submission_id", "=", "submission.id")
        .select("p.owner_id")
        .as("private_to"),
      eb.ref("error_code").$castTo<ErrorCode | null>().as("error_code"),
      eb.ref("field_errors").$castTo<FieldErrors | null>().as("field_errors"),
    ])
    .where("id", "=", submissionId)
    .where("user_id", "=", viewer.userId)
    .where((eb) => isAnyOf(eb.ref("organization_id"), ownOrganizations(viewer)))
    .where("state", "in", ["rejected", "abandoned"])
    .where("kind", "in", ["create", "reply"])
    .executeTakeFirst();
  if (!row) return null;
  const t = textsOf(viewer.language);
  const texts = Object.entries(row.payload).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const isEncrypted = row.payload.encrypted === true;
  const isHidden = isEncrypted && viewer.seenBy !== undefined;
  const values = {
    ...Object.fromEntries(texts),
    ...(row.private_to === null ? {} : { visibility: "me" }),
    ...(row.kind === "reply"
      ? { message: isHidden ? "" : messageOf(row), encrypted: isEncrypted ? "true" : "" }
      : {}),
  };
  return {
    id: row.id,
    formKey: row.form_key,
    kind: row.kind,
    connectionId: row.connection_id,
    ticketId: row.ticket_id,
    values,
    continues: row.continues_ticket_id,
    state: row.state,
    code: row.error_code,
    ...failureText(t, row.error_message),
    fieldErrors: renderFieldErrors(t, row.field_errors ?? {}),
  };
}
