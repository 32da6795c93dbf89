import { sql } from "kysely";

import { fromNow } from "../../db/expressions";
import { db } from "../../db/kysely";
import { isAppError } from "../../errors";
import { readTicketNow } from "../../mirror/read-ticket";
import { syncConnection } from "../../mirror/sync/run-sync";
import { canConnection } from "../../providers/capabilities";
import type { CapabilityState } from "../../providers/contract";
import { findProvider } from "../../providers/registry";
import { confirmFromMirror } from "../files/confirm-attachments";
import type { Lease } from "../lease";
import { endWithoutFiles, settleStep } from "../outcome";
import { schedule } from "../schedule";
import type { SubmissionChange, SubmissionRow } from "../submission";
import { findSentWrite } from "./find-sent-write";

/** A provider's list may lag behind its writes. */
const CHECK_SECONDS = [3, 8, 15, 30, 60, 120, 180];
/** Then a person decides, if the provider was read in full. */
const ASK_AFTER_MINUTES = 15;
/** Then a person decides although nothing could be read, as with a refused key. */
const ASK_ANYWAY_AFTER_MINUTES = 60;

/** Sends nothing. Not found: checks again later, finally leaves the decision to a person. */
export async function reconcile(lease: Lease, row: SubmissionRow): Promise<SubmissionRow> {
  const wasRead = await readFor(row);
  const found = await findSentWrite(row);
  if (found) {
    const settled = await settleStep(lease, row, found);
    if (row.ticket_id !== null) await confirmFromMirror(row.id, row.ticket_id);
    return settled;
  }
  const checks: SubmissionChange["checks"] = (eb) => eb("checks", "+", wasRead ? 1 : 0);
  const minutes = await minutesSince(row);
  if (wasRead ? minutes >= ASK_AFTER_MINUTES : minutes >= ASK_ANYWAY_AFTER_MINUTES) {
    // Without the message, its files can be resent: there is nothing to decide.
    if (row.step === "attach_message") {
      // An encrypted message is not found by its text, but its files may be there.
      await confirmFromMirror(row.id, row.ticket_id);
      return endWithoutFiles(lease, "missing", null);
    }
    return lease.release({ state: "needs_decision", due_at: null, checks });
  }
  const seconds = CHECK_SECONDS[Math.min(row.checks, CHECK_SECONDS.length - 1)] ?? 180;
  const waiting = await lease.pause({ state: "unknown", checks, due_at: fromNow(seconds * 1_000) });
  if (waiting.due_at) await schedule(waiting.id, waiting.due_at);
  return waiting;
}

/** True if the read would have shown the write. */
async function readFor(row: SubmissionRow): Promise<boolean> {
  if (row.ticket_id !== null) {
    const { outcome } = await readTicketNow(row.ticket_id).catch((error: unknown) => {
      if (isAppError(error)) return { outcome: "failed" as const };
      throw error;
    });
    if (outcome === "failed") return false;
    // A deleted ticket is an answer too; a ticket without its conversation says nothing of a reply.
    return row.kind !== "reply" || (await showsConversation(row, row.ticket_id));
  }
  // All list pages are a full read, even if a single ticket failed.
  return (await syncConnection(row.connection_id, { trigger: "filing" })).finished;
}

/**
 * True if the conversation was read since the reply was sent. Where every reading of a ticket has
 * its messages, the read itself says so.
 */
async function showsConversation(row: SubmissionRow, ticketId: string): Promise<boolean> {
  const ticket = await db()
    .selectFrom("ticket as t")
    .innerJoin("connection as c", "c.id", "t.connection_id")
    .where("t.id", "=", ticketId)
    .select((eb) => [
      "t.provider",
      "t.gone_at as goneAt",
      "t.conversation_read_at as readAt",
      eb.ref("c.capabilities").$castTo<CapabilityState[]>().as("capabilities"),
    ])
    .executeTakeFirst();
  if (!ticket) return true;
  const provider = findProvider(ticket.provider);
  if (!canConnection(provider, ticket.capabilities, "conversation")) return false;
  if (ticket.goneAt !== null || provider?.optional.conversation === undefined) return true;
  return ticket.readAt !== null && (row.sending_at === null || ticket.readAt > row.sending_at);
}

async function minutesSince(row: SubmissionRow): Promise<number> {
  const since = await db()
    .selectFrom("submission")
    .where("id", "=", row.id)
    .select(({ fn }) => {
      const begin = fn.coalesce("sending_at", "created_at");
      return sql<number>`extract(epoch FROM now() - ${begin})::float8 / 60`.as("minutes");
    })
    .executeTakeFirst();
  return since?.minutes ?? 0;
}
