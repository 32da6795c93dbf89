import { db } from "../db/kysely";
import type { Translate } from "../i18n/message";
import { renderStoredText } from "../i18n/stored-text";
import type { ProviderRequestView } from "./types";

const MAX_SUBMISSIONS = 10;
/** Sweeps run every minute and would hide people's actions. */
const MAX_RUNS = 5;

const LABELS: Readonly<Record<string, string>> = {
  create: "Ticket filed",
  reply: "Reply sent",
  close: "Ticket closed",
  reopen: "Ticket reopened",
  solve: "Marked as solved",
  collaborators: "Collaborators changed",
  opened: "Ticket read",
  person: "Account read on request",
  cron: "Account read on schedule",
  filing: "Account read after filing",
  connect: "Account read after connecting",
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
    what: LABELS[request.what] ?? request.what,
    ...(message === null ? { message } : renderStoredText(t, message)),
  }));
}
