import { type Expression, expressionBuilder, sql } from "kysely";

import type { Viewer } from "../../auth/types";
import { requestSyncSoon } from "../../connections/request-sync-soon";
import { databaseNow } from "../../db/clock";
import { compileOnce, type Placeholders } from "../../db/compile-once";
import { asBoolean, now } from "../../db/expressions";
import { type ColumnChanges, db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { renderMessage } from "../../i18n/message";
import { textsOf } from "../../i18n/texts";
import { visibleName } from "../../i18n/visible-name";
import { readTicketNow } from "../../mirror/read-ticket";
import { reconcileConnection } from "../../submissions/reconcile/reconcile-connection";
import { visibleOr } from "../../text/blank";
import { ownTicket } from "../own-ticket";
import { writingNow } from "./writing-now";

/** An open ticket is read again when its last read is older. */
const MIN_READ_INTERVAL_MS = 15_000;
/** Upper bound of the backoff after failures. */
const MAX_BACKOFF_S = 300;

export interface TicketUpdates {
  /** The ticket or one of its submissions has changed. */
  changed: boolean;
  readAt: Date;
  /** Null when the provider was read or not asked. */
  problem: string | null;
  /** The provider's own words, untranslated. */
  words?: string;
  retryAt: Date | null;
  /** The provider has just answered that the ticket does not exist. */
  missing: boolean;
  /** Names of other people who are writing a reply. */
  writing: string[];
}

/**
 * Checks whether one of the viewer's tickets has changed since a time; polled by open pages. Reads
 * it from the provider after some seconds, as background work that leaves the rest of the rate
 * limit to people. `opened`: the page has just been opened. Staff
 * who see as a customer read nothing from it.
 */
export async function ticketUpdates(
  viewer: Viewer,
  input: { ticketId: string; since: Date; opened?: boolean },
): Promise<TicketUpdates> {
  const ticket = await ownTicket(viewer, input.ticketId);
  const { ticketId } = ticket;
  const asked = { ticketId, since: input.since, viewerId: viewer.userId };
  const before = await loadPollState(asked);
  const reading: Pick<TicketUpdates, "problem" | "words" | "retryAt" | "missing"> = {
    problem: null,
    retryAt: null,
    missing: false,
  };
  if (
    !viewer.seenBy &&
    before.isReadable &&
    (input.opened || !before.isBackingOff) &&
    databaseNow().getTime() - before.readAt.getTime() > MIN_READ_INTERVAL_MS
  ) {
    await requestSyncSoon(ticket.connectionId);
    const { outcome, text, words, retryAt } = await readTicketNow(ticket.ticketId, {
      background: !input.opened,
    });
    reading.missing = outcome === "gone";
    if (outcome === "failed") {
      reading.problem = text ? renderMessage(textsOf(viewer.language), text) : "";
      reading.words = words;
      reading.retryAt = retryAt ?? null;
    }
    await storeAttempt(ticket.ticketId, outcome === "failed");
    if (outcome === "changed" || outcome === "unchanged")
      await reconcileConnection(ticket.connectionId);
  }
  const { changed, readAt } = before.changed ? before : await loadPollState(asked);
  const t = textsOf(viewer.language);
  const writing = before.writing.map((name) => visibleName(visibleOr(name, t("tickets.noName"))));
  return { changed, readAt, writing, ...reading };
}

/** Counts attempts, not successes, so that open pages do not hammer a failing provider. */
async function storeAttempt(ticketId: string, failed: boolean): Promise<void> {
  const attempt = db().updateTable("ticket").where("id", "=", ticketId);
  if (!failed)
    await attempt
      .set({ poll_failures: 0, poll_after_at: null })
      .where("poll_failures", ">", 0)
      .execute();
  else {
    await attempt
      .set((eb) => {
        const failures = eb("poll_failures", "+", 1);
        const doubled = sql<number>`${MIN_READ_INTERVAL_MS / 1_000} * 2 ^ least(${failures}, 20)`;
        const wait = sql<number>`least(${MAX_BACKOFF_S}, ${doubled})`;
        return {
          poll_failures: failures,
          poll_after_at: sql<Date>`${now()} + make_interval(secs => ${wait})`,
        } satisfies ColumnChanges<"ticket">;
      })
      .execute();
  }
}

interface PollState extends Pick<TicketUpdates, "changed" | "readAt" | "writing"> {
  /** The connection is active and the provider has the ticket; sweeps find one that returns. */
  isReadable: boolean;
  /** Backs off after failed reads. */
  isBackingOff: boolean;
}

interface PollValues {
  ticketId: string;
  since: Date;
  viewerId: string;
}

const pollStates = compileOnce((given: Placeholders<PollValues>) =>
  db()
    .selectFrom("ticket as t")
    .innerJoin("connection as c", "c.id", "t.connection_id")
    .select((eb) => [
      eb.fn<Date>("greatest", ["t.read_at", "c.last_read_at"]).as("readAt"),
      asBoolean(
        eb.and([
          eb("c.status", "=", "active"),
          eb("c.paused_at", "is", null),
          eb("t.gone_at", "is", null),
        ]),
      ).as("isReadable"),
      asBoolean(eb.fn.coalesce(eb("t.poll_after_at", ">", now()), eb.lit(false))).as(
        "isBackingOff",
      ),
      hasChangedSince(given.since).as("changed"),
      writingNow(given.viewerId).as("writing"),
    ])
    .where("t.id", "=", given.ticketId),
);

async function loadPollState(asked: PollValues): Promise<PollState> {
  const [row] = await pollStates(asked);
  if (row) return { ...row, writing: row.writing ?? [] };
  const { since } = asked;
  return { changed: false, readAt: since, isReadable: false, isBackingOff: false, writing: [] };
}

/** The ticket `t` or one of its submissions. */
function hasChangedSince(since: Expression<Date>) {
  const eb = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
  const events = eb
    .selectFrom("event as e")
    .select("e.id")
    .whereRef("e.ticket_id", "=", "t.id")
    .where("e.seen_at", ">", since);
  const submissions = eb
    .selectFrom("submission as s")
    .select("s.id")
    .whereRef("s.ticket_id", "=", "t.id")
    .where(
      ({ fn }) => fn<Date>("greatest", ["s.created_at", "s.sending_at", "s.settled_at"]),
      ">",
      since,
    );
  return asBoolean(eb.or([eb.exists(events), eb.exists(submissions)]));
}
