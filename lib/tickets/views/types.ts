import type { TicketFilters } from "../schemas";

/** A filter of a saved view that finds nothing any more, e.g. a service that is gone. */
export interface BrokenPart {
  /** As in the address; may be no filter of this version. */
  name: string;
  value: string;
}

export interface SavedView {
  id: string;
  name: string;
  /** The organization or staff that share it; null: the viewer's own. */
  organization: { id: string; name: string } | null;
  /** Has a tab of its own. */
  isPinned: boolean;
  /** With `view`. */
  filters: TicketFilters;
  broken: BrokenPart[];
}
