import { toDatabaseTime } from "../../db/clock";
import type { TicketSnapshot } from "../../providers/contract";

/** Converts `readAt` to the database's clock, which all machines share. */
export function withDatabaseTime(snapshot: TicketSnapshot): TicketSnapshot {
  return { ...snapshot, readAt: toDatabaseTime(snapshot.readAt) };
}
