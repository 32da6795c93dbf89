import { SlidersHorizontal } from "lucide-react";
import type { Route } from "next";

import { Link } from "@/components/ui/navigation/link";
import { LinkPending } from "@/components/ui/navigation/link-pending";
import type { Audience } from "@/lib/routes";
import { FILED_BY, SHOWN } from "@/lib/tickets/filter-names";
import { useTexts } from "#texts";

import { MomentButton } from "../past/moment-button";
import { filterFrame, FilterSelect } from "./filter-select";
import { NameFilter } from "./name-filter";
import { PeriodFilters } from "./period-filters";
import { StaffFilters } from "./staff-filters";

/** Staff have many such filters, so their page has them only when asked. */
export function MoreFiltersLink({ href }: { href: Route }) {
  const t = useTexts();
  return (
    <div className="more-filters">
      <Link href={href} scroll={false} aria-label={t("filters.more")} title={t("filters.more")}>
        <LinkPending>
          <MoreFiltersLabel />
        </LinkPending>
      </Link>
    </div>
  );
}

function MoreFiltersLabel() {
  const t = useTexts();
  return (
    <>
      <SlidersHorizontal aria-hidden className="size-4" />
      <span className="more">{t("filters.more")}</span>
    </>
  );
}

interface MoreFiltersProps {
  audience: Audience;
  current: Readonly<Record<string, string>>;
  /** Of the days, e.g. "CET". */
  zone: string;
}

/** Less common filters. Staff file no tickets and have none unread, so they lack those two. */
export function MoreFilters({ audience, current, zone }: MoreFiltersProps) {
  const t = useTexts();
  const days = ["since", "until"] as const;
  const wasAsked = Boolean(current.more);
  return (
    <details className="more-filters" open={wasAsked}>
      <summary aria-label={t("filters.more")} title={t("filters.more")}>
        <MoreFiltersLabel />
      </summary>
      <div>
        {wasAsked ? <input type="hidden" name="more" value="1" /> : null}
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
            <label htmlFor={`filter-${name}`}>
              {t(`filters.${name}`)} <span translate="no">({zone})</span>
            </label>
            <input
              id={`filter-${name}`}
              type="date"
              name={name}
              defaultValue={current[name]}
              autoFocus={wasAsked && name === "since"}
            />
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
