import type { TicketSnapshot } from "../../providers/contract";
import type { Change, ExistingParts } from "./detect-changes";
import type { TicketRow } from "./ticket-row";

/** A change, and since when at the earliest. */
interface DatedChange extends Change {
  notBefore: string | null;
}

export interface PlannedWrite {
  row: TicketRow;
  before: TicketRow | undefined;
  snapshot: TicketSnapshot;
  known: ExistingParts;
  changes: DatedChange[];
  contentChanged: boolean;
}

/** Where the provider's JSON has ids only, names and sides are looked up and can come later. */
export function hasNewSenders({ snapshot, known }: PlannedWrite): boolean {
  return (snapshot.messages ?? []).some(({ externalId, sender, senderName }) => {
    const had = known.messages.get(externalId);
    if (!had) return false;
    const isNamed = senderName !== null && had.senderName !== senderName;
    return isNamed || (sender !== "unknown" && had.sender !== sender);
  });
}

/** A message is encrypted now that was not before. */
export function hidesMessage({ snapshot, known }: PlannedWrite): boolean {
  return (snapshot.messages ?? []).some(
    ({ externalId, encrypted }) => encrypted && known.messages.get(externalId)?.encrypted === false,
  );
}
