import type { TicketSnapshot } from "../../providers/contract";
import { shortenToUnits } from "../../text/shorten";

/** PostgreSQL refuses index entries of more than 2,704 bytes, and one index holds two of these. */
const MAX_UNITS = 200;

const short = (text: string) =>
  text.length > MAX_UNITS ? `${shortenToUnits(text, MAX_UNITS - 1)}…` : text;

const orNull = (text: string | null) => (text === null ? null : short(text));

/** Shortens the values that indexes hold. The raw record keeps them as received. */
export function withShortValues(snapshot: TicketSnapshot): TicketSnapshot {
  const { category, fields } = snapshot;
  const assignee = fields.assignee_id;
  return {
    ...snapshot,
    status: short(snapshot.status),
    priority: orNull(snapshot.priority),
    category: category && { id: short(category.id), label: orNull(category.label) },
    fields: typeof assignee === "string" ? { ...fields, assignee_id: short(assignee) } : fields,
  };
}
