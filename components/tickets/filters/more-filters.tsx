import { SlidersHorizontal } from "lucide-react";

import type { Audience } from "@/lib/routes";
import { FILED_BY, SHOWN } from "@/lib/tickets/filter-names";
import { useTexts } from "#texts";

import { MomentButton } from "../past/moment-button";
import { filterFrame, FilterSelect } from "./filter-select";
import { NameFilter } from "./name-filter";
import { PeriodFilters } from "./period-filters";
import { StaffFilters } from "./staff-filters";

/** Filters that are used less often. Of all organizations, nothing is filed by or unread for staff. */
export function MoreFilters({
  audience,
  current,
}: {
  audience: Audience;
  current: Readonly<Record<string, string>>;
}) {
  const t = useTexts();
  const days = ["since", "until"] as const;
  return (
    <details className="more-filters">
      <summary aria-label={t("filters.more")} title={t("filters.more")}>
        <SlidersHorizontal aria-hidden className="size-4" />
        <span className="sm:hidden">{t("filters.more")}</span>
      </summary>
      <div>
        {audience === "customer" ? (
          <>
            <FilterSelect
              name="filed"
              label={t("filters.filed")}
              value={current.filed ?? ""}
              choices={[
                { value: "", label: t("filters.anyone") },
                ...FILED_BY.map((value) => ({ value, label: t(`filters.filedBy.${value}`) })),
              ]}
            />
            {current.at ? null : (
              <FilterSelect
                name="show"
                label={t("filters.show")}
                value={current.show ?? ""}
                choices={[
                  { value: "", label: t("filters.notArchived") },
                  ...SHOWN.map((value) => ({ value, label: t(`filters.shown.${value}`) })),
                ]}
              />
            )}
          </>
        ) : null}
        {days.map((name) => (
          <span key={name} className={filterFrame(Boolean(current[name]))}>
            <label htmlFor={`filter-${name}`}>{t(`filters.${name}`)}</label>
            <input id={`filter-${name}`} type="date" name={name} defaultValue={current[name]} />
          </span>
        ))}
        {audience === "staff" ? (
          <>
            <PeriodFilters current={current} />
            {(["account", "category", "assignee"] as const).map((name) => (
              <NameFilter key={name} name={name} current={current} />
            ))}
            <StaffFilters current={current} />
          </>
        ) : null}
        <MomentButton />
      </div>
    </details>
  );
}
