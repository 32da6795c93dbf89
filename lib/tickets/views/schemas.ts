import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import { id } from "../../forms/id";
import { type Audience, ticketsUrl } from "../../routes";
import { isStorable } from "../../text/storable";
import { LINKED_FILTERS, STAFF_FILTERS, STAFF_VALUE_FILTERS, VALUE_FILTERS } from "../filter-names";
import { filtersOf } from "../schemas";

const MAX_NAME = 60;
const MAX_QUERY = 2_000;

const ALL = ["q", "filed", "show", "since", "until", ...LINKED_FILTERS, ...VALUE_FILTERS] as const;
const OF_CUSTOMERS = ALL.filter((name) => !STAFF_VALUE_FILTERS.some((ofStaff) => ofStaff === name));
const KEPT = { customer: OF_CUSTOMERS, staff: [...ALL, ...STAFF_FILTERS] } as const;

/** Returns the valid filters of a URL, without its page; "" if it has none. */
export function viewQuery(address: string, audience: Audience = "customer"): string {
  const { sort, ...filters } = filtersOf(new URLSearchParams(address));
  const kept = KEPT[audience].map((name) => [name, filters[name] || undefined]);
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

const query = z.string().max(MAX_QUERY);
const audience = z.enum(["customer", "staff"]).default("customer");

/** Drops all but the filters of the view's list. */
function cleaned<Input extends { audience: Audience; query?: string }>(
  input: Input,
  context: z.RefinementCtx,
): Input {
  if (input.query === undefined) return input;
  const kept = viewQuery(input.query, input.audience);
  if (kept === "" || kept.length > MAX_QUERY)
    context.addIssue({ code: "custom", path: ["query"], message: fieldText("views.errors.empty") });
  return { ...input, query: kept };
}

/** Replaces an organization's id for views that all staff share. */
export const ALL_STAFF = "staff";

/** `organizationId`: shared with everyone there, or with all staff; null: only for the viewer. */
export const saveViewInput = z
  .object({ audience, name, query, organizationId: id.nullable(), isPinned: z.boolean() })
  .transform(cleaned);
export type SaveViewInput = z.output<typeof saveViewInput>;

export const changeViewInput = z
  .object({
    audience,
    viewId: id,
    name: name.optional(),
    query: query.optional(),
    isPinned: z.boolean().optional(),
  })
  .transform(cleaned)
  .transform(({ audience: _of, ...change }) => change);
export type ChangeViewInput = z.output<typeof changeViewInput>;

export const viewIdInput = z.object({ viewId: id });
export type ViewIdInput = z.output<typeof viewIdInput>;

/** Moves a view by one place among those of the same person or organization. */
export const moveViewInput = z.object({ viewId: id, direction: z.enum(["up", "down"]) });
export type MoveViewInput = z.output<typeof moveViewInput>;
