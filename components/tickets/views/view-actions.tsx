import { filterUrl } from "@/components/tickets/filters/filter-url";
import { Link } from "@/components/ui/navigation/link";
import type { TicketFilters } from "@/lib/tickets/schemas";
import type { SavedView } from "@/lib/tickets/views/types";
import { useTexts } from "#texts";

import { editable, isChanged, savedQuery } from "./opened-view";
import { PlainSaveForm } from "./plain-save-form";
import { ViewButton } from "./view-button";
import type { ViewCommands } from "./view-task";

interface ViewActionsProps {
  filters: TicketFilters;
  opened?: SavedView;
  commands: ViewCommands;
}

/** Saves the filters as a view, or what has changed in the opened one. */
export function ViewActions({ filters, opened, commands }: ViewActionsProps) {
  const t = useTexts();
  const query = savedQuery(filters);
  const hasChanged = opened !== undefined && isChanged(filters, opened);
  if (opened && !hasChanged) return null;
  const view = opened ? editable(opened, commands) : null;
  return (
    <>
      {view && query !== "" ? (
        <ViewButton task={{ kind: "changes", view, query, commands }}>
          {t("views.saveChanges")}
        </ViewButton>
      ) : null}
      {opened ? (
        <Link
          href={filterUrl(commands.audience, opened.filters)}
          scroll={false}
          className="text-link"
        >
          {t("views.reset")}
        </Link>
      ) : null}
      {query !== "" ? (
        <>
          <span className="noscript:hidden">
            <ViewButton task={{ kind: "save", query, commands }}>{t("views.save")}</ViewButton>
          </span>
          <noscript>
            <PlainSaveForm query={query} commands={commands} />
          </noscript>
        </>
      ) : null}
    </>
  );
}
