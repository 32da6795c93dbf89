import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import { id } from "../../forms/id";
import { ticketsUrl } from "../../routes";
import { isStorable } from "../../text/storable";
import { LINKED_FILTERS, STAFF_VALUE_FILTERS, VALUE_FILTERS } from "../filter-names";
import { filtersOf } from "../schemas";

const MAX_NAME = 60;
const MAX_QUERY = 2_000;

/** Those of customers. */
const KEPT_VALUES = VALUE_FILTERS.filter(
  (name) => !STAFF_VALUE_FILTERS.some((ofStaff) => ofStaff === name),
);
const KEPT = ["q", "filed", "show", "since", "until", ...LINKED_FILTERS, ...KEPT_VALUES] as const;

/** Returns the valid filters of a URL, without its page; "" if it has none. */
export function viewQuery(address: string): string {
  const { sort, ...filters } = filtersOf(new URLSearchParams(address));
  const kept = KEPT.map((name) => [name, filters[name] || undefined]);
  const narrowed = ticketsUrl("customer", Object.fromEntries(kept)).split("?")[1];
  if (narrowed === undefined) return "";
  return sort === "activity" ? narrowed : `${narrowed}&sort=${sort}`;
}

const name = z
  .string()
  .max(1_000)
  .transform((text) => text.normalize("NFC").replace(/\s+/gu, " ").trim())
  .refine((text) => text !== "" && isStorable(text), fieldText("views.errors.noName"))
  .refine((text) => text.length <= MAX_NAME, fieldText("views.errors.longName", { max: MAX_NAME }));

const query = z
  .string()
  .max(MAX_QUERY)
  .transform(viewQuery)
  .refine((text) => text !== "" && text.length <= MAX_QUERY, fieldText("views.errors.empty"));

/** `organizationId`: shared with everyone there; null: only for the viewer. */
export const saveViewInput = z.object({
  name,
  query,
  organizationId: id.nullable(),
  isPinned: z.boolean(),
});
export type SaveViewInput = z.output<typeof saveViewInput>;

export const changeViewInput = z.object({
  viewId: id,
  name: name.optional(),
  query: query.optional(),
  isPinned: z.boolean().optional(),
});
export type ChangeViewInput = z.output<typeof changeViewInput>;

export const viewIdInput = z.object({ viewId: id });
export type ViewIdInput = z.output<typeof viewIdInput>;

/** Moves a view by one place among those of the same person or organization. */
export const moveViewInput = z.object({ viewId: id, direction: z.enum(["up", "down"]) });
export type MoveViewInput = z.output<typeof moveViewInput>;
