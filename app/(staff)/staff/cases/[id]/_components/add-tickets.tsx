import { ActForm } from "@/components/cases/act-form";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/form/input";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { MarkedText } from "@/components/ui/text/marked-text";
import { reviewCaseActUrl, reviewCaseUrl } from "@/lib/case-urls";
import { markForeign } from "@/lib/i18n/foreign-words";
import type { CaseDetail } from "@/lib/review/cases/get-case";
import { MAX_CASE_TICKETS } from "@/lib/review/cases/limits";
import { ticketUrl } from "@/lib/routes";
import { useTexts } from "#texts";

interface AddTicketsProps {
  found: CaseDetail;
  find: string | undefined;
  viewerId: string;
}

/** Offers related tickets, or those that a search finds. */
export function AddTickets({ found, find, viewerId }: AddTicketsProps) {
  const t = useTexts();
  const { id, offered, closedAt } = found;
  if (closedAt) return null;
  return (
    <Panel title={t("cases.addTitle")} id="add">
      <div className="grid gap-3 p-4 text-[0.8125rem]">
        {offered ? (
          <>
            <form
              noValidate
              role="search"
              action={reviewCaseUrl(id, {}, "add")}
              className="flex gap-2"
            >
              <Input
                key={find}
                type="search"
                name="find"
                aria-label={t("cases.find")}
                placeholder={t("cases.findHint")}
                defaultValue={find}
                maxLength={100}
                autoComplete="off"
                className="min-w-0 flex-1"
              />
              <Button type="submit" variant="secondary">
                {t("staffPeople.find")}
              </Button>
            </form>
            <Offered found={found} offered={offered} viewerId={viewerId} />
          </>
        ) : (
          <p className="text-muted-foreground">{t("cases.full", { max: MAX_CASE_TICKETS })}</p>
        )}
      </div>
    </Panel>
  );
}

interface OfferedProps {
  found: CaseDetail;
  offered: NonNullable<CaseDetail["offered"]>;
  viewerId: string;
}

function Offered({ found, offered: { isSearch, tickets }, viewerId }: OfferedProps) {
  const t = useTexts();
  const title = t(isSearch ? "cases.found" : "cases.related");
  const organization = markForeign(found.organizationName);
  if (tickets.length === 0)
    return (
      <p className="text-muted-foreground">
        <MarkedText
          text={isSearch ? t("cases.noneFound", { organization }) : t("cases.noneRelated")}
        />
      </p>
    );
  return (
    <section aria-label={title}>
      <h3 className="font-semibold">{title}</h3>
      <ul className="mt-1 divide-y">
        {tickets.map(({ id, number, subject, provider }) => (
          <li key={id} className="flex items-center justify-between gap-3 py-2">
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <Link href={ticketUrl("staff", id)} className="text-link">
                <MarkedText text={subject} />
              </Link>{" "}
              <span translate="no" className="text-muted-foreground">
                {provider} #{number}
              </span>
            </span>
            <ActForm
              action={reviewCaseActUrl(found.id)}
              viewerId={viewerId}
              fields={{ add: id }}
              label={t("cases.add")}
              name={t("cases.addTicket", { number: markForeign(number) })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
