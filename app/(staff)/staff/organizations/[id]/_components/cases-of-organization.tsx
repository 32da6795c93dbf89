import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { reviewCasesUrl, reviewCaseUrl } from "@/lib/case-urls";
import { markForeign } from "@/lib/i18n/foreign-words";
import type { ListedCase } from "@/lib/review/cases/types";
import { useTexts } from "#texts";

interface CasesOfOrganizationProps {
  organizationId: string;
  cases: readonly ListedCase[];
  locale: Locale;
}

/** Its newest open cases. */
export function CasesOfOrganization({ organizationId, cases, locale }: CasesOfOrganizationProps) {
  const t = useTexts();
  return (
    <Panel
      title={t("cases.title")}
      aside={
        <Link
          href={reviewCasesUrl({ organization: organizationId, state: "all" })}
          className="text-link text-[0.8125rem]"
        >
          {t("cases.state", { state: "all" })}
        </Link>
      }
    >
      {cases.length === 0 ? (
        <p className="px-4 py-3 text-[0.8125rem] text-muted-foreground">{t("cases.noneOpen")}</p>
      ) : (
        <ul className="divide-y text-[0.8125rem]">
          {cases.map(({ id, title, tickets, createdAt }) => (
            <li key={id} className="flex flex-wrap justify-between gap-x-4 gap-y-1 px-4 py-2.5">
              <Link href={reviewCaseUrl(id)} className="text-link [overflow-wrap:anywhere]">
                <MarkedText text={markForeign(title)} />
              </Link>
              <span className="flex flex-wrap gap-x-3 text-muted-foreground">
                <span>{t("cases.tickets", { count: tickets })}</span>
                <Time at={createdAt} locale={locale} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
