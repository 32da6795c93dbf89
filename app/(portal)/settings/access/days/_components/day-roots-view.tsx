import { CalendarCheck } from "lucide-react";

import { EntryPager } from "@/components/audit/entry-pager";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { BackLink } from "@/components/ui/navigation/back-link";
import { Link } from "@/components/ui/navigation/link";
import type { Locale } from "@/components/ui/time/format-time";
import type { NamedRow } from "@/lib/audit/types";
import { dayRootsUrl } from "@/lib/case-urls";
import { INTL_LOCALES } from "@/lib/i18n/languages";
import type { DayRootPage } from "@/lib/review/case-file/list-day-roots";
import { accessUrl } from "@/lib/routes";
import { useTexts } from "#texts";

interface DayRootsViewProps {
  page: DayRootPage;
  /** The newest days are shown. */
  isFirst: boolean;
  /** Those that the viewer manages. */
  organizations: readonly NamedRow[];
  locale: Locale;
}

/** Hashes over an organization's log, to compare with those that its managers were emailed. */
export function DayRootsView({ page, isFirst, organizations, locale }: DayRootsViewProps) {
  const t = useTexts();
  const { organizationId, days, older } = page;
  const inOne = { in: organizationId ?? undefined };
  const format = new Intl.DateTimeFormat(INTL_LOCALES[locale.language], {
    dateStyle: "long",
    timeZone: "UTC",
  });
  return (
    <div className="grid max-w-4xl gap-5">
      <div className="grid gap-1">
        <BackLink href={accessUrl(inOne)} label={t("access.title")} />
        <h1 className="text-2xl font-semibold tracking-tight">{t("dayRoots.title")}</h1>
        <p className="text-pretty text-muted-foreground">{t("dayRoots.intro")}</p>
      </div>
      {organizations.length > 1 ? (
        <nav aria-label={t("access.organization")} className="flex flex-wrap gap-x-4 gap-y-1">
          {organizations.map(({ id, name }) => (
            <Link
              key={id}
              href={dayRootsUrl({ in: id })}
              aria-current={id === organizationId ? "page" : undefined}
              translate="no"
              lang=""
              className="text-link py-1 aria-[current]:font-semibold"
            >
              {name}
            </Link>
          ))}
        </nav>
      ) : null}
      {days.length === 0 ? (
        <Card>
          <EmptyState
            icon={CalendarCheck}
            title={t(organizationId === null ? "dayRoots.outsider" : "dayRoots.none")}
          >
            {t(organizationId === null ? "dayRoots.outsiderHint" : "dayRoots.noneHint")}
          </EmptyState>
        </Card>
      ) : (
        <ul aria-label={t("dayRoots.title")} className="divide-y rounded-lg border bg-card">
          {days.map(({ day, root, entries, caseFiles }) => (
            <li key={day} className="grid gap-0.5 px-4 py-3 text-[0.8125rem]">
              <span className="flex flex-wrap justify-between gap-x-4">
                <time dateTime={day} className="font-medium">
                  {format.format(new Date(day))}
                </time>
                <span className="text-muted-foreground">
                  {t("dayRoots.counts", { entries, caseFiles })}
                </span>
              </span>
              <code translate="no" className="text-xs [overflow-wrap:anywhere]">
                {root}
              </code>
            </li>
          ))}
        </ul>
      )}
      <EntryPager
        newest={dayRootsUrl(inOne)}
        newer={isFirst ? null : dayRootsUrl(inOne)}
        older={older === null ? null : dayRootsUrl({ ...inOne, before: older })}
      />
    </div>
  );
}
