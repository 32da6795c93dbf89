import { filterUrl, isNarrowed } from "@/components/tickets/filters/filter-url";
import { Alert } from "@/components/ui/alert";
import { Link } from "@/components/ui/navigation/link";
import type { Translate } from "@/lib/i18n/message";
import type { BrokenPart, SavedView } from "@/lib/tickets/views/types";
import { useTexts } from "#texts";

import { editable, savedQuery, withoutBroken } from "./opened-view";
import { ViewButton } from "./view-button";
import type { ViewCommands } from "./view-task";

const FILTERS = { provider: "filters.provider", status: "filters.status" } as const;

function partText(t: Translate, { name, value }: BrokenPart): string {
  if (name === "service") return t("views.brokenService");
  const filter = name in FILTERS ? t(FILTERS[name as keyof typeof FILTERS]) : name;
  return t("views.brokenPart", { filter, value: value.replace(/^-/, "") });
}

/** Says which filters of the opened view no longer work. */
export function ViewNotice({ opened, commands }: { opened: SavedView; commands: ViewCommands }) {
  const t = useTexts();
  const { name, broken } = opened;
  if (broken.length === 0) return null;
  const filters = withoutBroken(opened);
  const view = editable(opened, commands);
  const parts = [...new Set(broken.map((part) => partText(t, part)))].join(", ");
  return (
    <Alert tone="warning" title={t("views.broken", { name, parts })}>
      <p className="flex flex-wrap items-center gap-x-4">
        <Link href={filterUrl(commands.audience, filters)} className="text-link">
          {t("views.showWithout")}
        </Link>
        {view && isNarrowed(filters) ? (
          <ViewButton task={{ kind: "repair", view, query: savedQuery(filters), commands }}>
            {t("views.repair")}
          </ViewButton>
        ) : null}
      </p>
    </Alert>
  );
}
