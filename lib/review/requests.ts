import { db } from "../db/kysely";
import type { Translate } from "../i18n/message";
import { renderStoredText } from "../i18n/stored-text";
import type { Labels } from "../providers/contract";
import { labelled } from "../providers/labels";
import type { ProviderRequestView } from "./types";

const MAX_SUBMISSIONS = 10;
/** Sweeps run every minute and would hide people's actions. */
const MAX_RUNS = 5;

const KINDS: Labels = {
  create: "review.what.create",
  reply: "review.what.reply",
  close: "review.what.close",
  reopen: "review.what.reopen",
  solve: "review.what.solve",
  collaborators: "review.what.collaborators",
  opened: "review.what.opened",
  person: "review.what.person",
  cron: "review.what.cron",
  filing: "review.what.filing",
  connect: "review.what.connect",
};

const OUTCOMES: Labels = {
  queued: "review.outcome.queued",
  sending: "review.outcome.sending",
  sent: "review.outcome.sent",
  rejected: "review.outcome.rejected",
  unknown: "review.outcome.unknown",
  needs_decision: "review.outcome.needs_decision",
  abandoned: "review.outcome.abandoned",
  running: "review.outcome.running",
  complete: "review.outcome.complete",
  partial: "review.outcome.partial",
  failed: "review.outcome.failed",
  handed_on: "review.outcome.handed_on",
};

/** With the ids that the provider's support asks for. */
export async function loadProviderRequests(
  t: Translate,
  ticketId: string,
  connectionId: string,
): Promise<ProviderRequestView[]> {
  const submissions = db()
    .selectFrom("submission")
    .select((eb) => [
      "id",
      eb.cast<string>("kind", "text").as("what"),
      eb.cast<string>("state", "text").as("outcome"),
      eb.fn.coalesce("sending_at", "created_at").as("at"),
      "request_id as requestId",
      "error_message as message",
    ])
    .where("ticket_id", "=", ticketId)
    .orderBy("created_at", "desc")
    .limit(MAX_SUBMISSIONS);
  const runs = db()
    .selectFrom("sync_run")
    .select((eb) => [
      "id",
      eb.cast<string>("trigger", "text").as("what"),
      eb.cast<string>("outcome", "text").as("outcome"),
      "started_at as at",
      "request_id as requestId",
      "error_message as message",
    ])
    .where("connection_id", "=", connectionId)
    .orderBy("started_at", "desc")
    .limit(MAX_RUNS);
  const requests = await db()
    .selectFrom(submissions.as("s"))
    .selectAll()
    .unionAll(db().selectFrom(runs.as("r")).selectAll())
    .orderBy("at", "desc")
    .execute();
  return requests.map(({ message, ...request }) => ({
    ...request,
    what: labelled(t, KINDS, request.what).label,
    outcome: labelled(t, OUTCOMES, request.outcome).label,
    ...(message === null ? { message } : renderStoredText(t, message)),
  }));
}
