import type { TicketFilters } from "@/lib/tickets/schemas";
import type { SavedView } from "@/lib/tickets/views/types";

import { filterUrl } from "../filters/filter-url";
import type { EditableView, ViewCommands } from "./view-task";

/** The filters of a view as its address has them, without the view. */
export function savedQuery(filters: TicketFilters): string {
  return filterUrl("customer", { ...filters, view: undefined }).split("?")[1] ?? "";
}

/** True if the list has other filters than its view, in whatever order. */
export function isChanged(filters: TicketFilters, { filters: saved }: SavedView): boolean {
  const [now, then] = [filters, saved].map((one) =>
    savedQuery(one).split("&").toSorted().join("&"),
  );
  return now !== then;
}

/** The view's filters without those that no longer work. */
export function withoutBroken({ filters, broken }: SavedView): TicketFilters {
  const left = { ...filters };
  for (const name of ["provider", "status", "service"] as const)
    left[name] = filters[name].filter(
      (value) => !broken.some((part) => part.name === name && part.value === value),
    );
  return left;
}

/** Null if the viewer may not change it. */
export function editable(
  { id, name, organization, isPinned }: SavedView,
  { organizations }: Pick<ViewCommands, "organizations">,
): EditableView | null {
  const mayChange =
    organization === null || organizations.some((own) => own.id === organization.id);
  return mayChange ? { id, name, organization: organization?.name ?? null, isPinned } : null;
}
