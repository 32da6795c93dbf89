import { toDatabaseTime } from "../../db/clock";
import type { TicketSnapshot } from "../../providers/contract";

/** The snapshot with its time of reading by the database's clock, so that readings of several machines are told older from newer. */
export function withDatabaseTime(snapshot: TicketSnapshot): TicketSnapshot {
  return { ...snapshot, readAt: toDatabaseTime(snapshot.readAt) };
}
