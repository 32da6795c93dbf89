import { sql } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";

import { fromNow, isAnyOf } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import type { TicketProvider } from "../../providers/contract";
import { turnOf } from "../../providers/turn";
import { isCausedBy } from "../rules/is-caused-by";
import { ticketNotices, type TicketWrite } from "../rules/ticket-notices";
import type { NewNotice } from "../types";
import { recordNotices } from "./record-notices";

interface WriteContext {
  connectionId: string;
  provider: Pick<TicketProvider, "turns" | "urgentPriorities">;
  isFirstImport: boolean;
  /** Start of the transaction. */
  recordedAt: Date;
}

/** Records notices for a write of the mirror. Sends no statement if there are none. */
export async function recordTicketWrites(
  client: Db,
  writes: readonly TicketWrite[],
  { connectionId, provider, isFirstImport, recordedAt }: WriteContext,
): Promise<void> {
  const turn = (status: string) => turnOf(provider, status);
  const rules = { turnOf: turn, urgent: provider.urgentPriorities, isFirstImport };
  const found = writes.flatMap((write) =>
    ticketNotices(write, rules).map((notice) => ({ notice, write })),
  );
  if (found.length === 0) return;
  const actions = await actionsOf(
    client,
    connectionId,
    found.map(({ write }) => write.row.id),
  );
  const notices = found.flatMap(({ notice, write }): NewNotice[] => {
    if (notice.detail === "opened_elsewhere")
      return actions.some((action) => mayHaveFiled(action, write)) ? [] : [notice];
    if (notice.event?.field !== "status") return [notice];
    const event = {
      ...notice.event,
      after: write.row.status,
      seenAt: new Date(write.row.read_at),
      notSeenAt: new Date(write.before?.read_at ?? write.row.read_at),
    };
    const action = actions.find(
      (one) => one.ticketId === write.row.id && isCausedBy(event, one, turn),
    );
    return [{ ...notice, actorId: action?.userId ?? null }];
  });
  await recordNotices(client, notices, recordedAt);
}

const RECENT_MS = 24 * 3_600_000;
/** The provider's clock may be behind. */
const CLOCK_MS = 2 * 60_000;

/** True if a submission without an answer may be this new ticket. */
function mayHaveFiled(
  { kind, ticketId, subject, sendingAt }: Awaited<ReturnType<typeof actionsOf>>[number],
  { row }: TicketWrite,
): boolean {
  if (kind !== "create" || ticketId !== null) return false;
  if (Date.parse(row.opened_at ?? "") < sendingAt.getTime() - CLOCK_MS) return false;
  const [typed, shown] = [subject, row.subject].map((text) => text?.trim().toLowerCase());
  return !typed || !shown || typed === shown;
}

/** Loads recent submissions to these tickets, and new tickets that may still be on their way. */
function actionsOf(client: Db, connectionId: string, ticketIds: readonly string[]) {
  return client
    .selectFrom("submission as s")
    .where("s.connection_id", "=", connectionId)
    .where((eb) =>
      eb.or([
        isAnyOf(eb.ref("s.ticket_id"), ticketIds),
        eb.and([
          eb("s.ticket_id", "is", null),
          eb("s.kind", "=", "create"),
          eb("s.state", "in", ["sending", "unknown", "needs_decision"]),
        ]),
      ]),
    )
    .where("s.sending_at", ">", fromNow(-RECENT_MS))
    .orderBy("s.sending_at", "desc")
    .select((eb) => [
      "s.kind",
      "s.user_id as userId",
      "s.ticket_id as ticketId",
      "s.external_id as externalId",
      eb.ref("s.sending_at").$notNull().as("sendingAt"),
      "s.settled_at as settledAt",
      sql<string | null>`s.payload ->> 'subject'`.as("subject"),
      jsonArrayFrom(
        eb
          .selectFrom("outgoing_file as f")
          .select("f.filename")
          .whereRef("f.submission_id", "=", "s.id"),
      ).as("files"),
    ])
    .execute()
    .then((rows) =>
      rows.map(({ files, ...row }) => ({ ...row, fileNames: files.map((one) => one.filename) })),
    );
}
