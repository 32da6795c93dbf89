import { randomUUID } from "node:crypto";

import { ActForm } from "@/components/cases/act-form";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Field } from "@/components/ui/form/field";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { Input } from "@/components/ui/form/input";
import { Select } from "@/components/ui/form/select";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { reviewCasesUrl, reviewCaseUrl, ticketCasesUrl } from "@/lib/case-urls";
import { PLAIN } from "@/lib/forms/plain-form";
import { markForeign } from "@/lib/i18n/foreign-words";
import { MAX_TITLE_CHARACTERS } from "@/lib/review/cases/schemas";
import type { TicketCases } from "@/lib/review/cases/types";
import { useTexts } from "#texts";

interface CasesPanelProps {
  ticketId: string;
  viewerId: string;
  cases: TicketCases;
  locale: Locale;
}

/** The cases that a ticket is in. Not printed, like notes. */
export function CasesPanel({ ticketId, viewerId, cases, locale }: CasesPanelProps) {
  const t = useTexts();
  const { current, former } = cases;
  const form = { action: ticketCasesUrl(ticketId), viewerId };
  return (
    <Panel
      id="cases"
      title={t("cases.title")}
      className="print:hidden"
      aside={
        <Link href={reviewCasesUrl()} className="text-link text-[0.8125rem]">
          {t("cases.state", { state: "all" })}
        </Link>
      }
    >
      <div className="grid gap-3 p-4 text-[0.8125rem]">
        {current.length === 0 ? (
          <p className="text-muted-foreground">{t("cases.inNone")}</p>
        ) : (
          <ul className="grid gap-2">
            {current.map(({ id, title, tickets, isClosed }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Link href={reviewCaseUrl(id)} className="text-link [overflow-wrap:anywhere]">
                  <MarkedText text={markForeign(title)} />
                </Link>
                <span className="text-muted-foreground">
                  {t("cases.tickets", { count: tickets })}
                </span>
                {isClosed ? (
                  <span className="text-muted-foreground">{t("cases.closed")}</span>
                ) : null}
                <ActForm
                  {...form}
                  fields={{ takeOutOf: id }}
                  label={t("cases.takeOut")}
                  name={t("cases.takeOutOf", { title: markForeign(title) })}
                  variant="ghost"
                />
              </li>
            ))}
          </ul>
        )}
        {former.map(({ id, title, takenOutAt, takenOutBy }) => (
          <p key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted-foreground">
            <Link href={reviewCaseUrl(id)} className="text-link [overflow-wrap:anywhere]">
              <MarkedText text={markForeign(title)} />
            </Link>
            <span>
              <MarkedText
                text={t("cases.takenOut", {
                  by: takenOutBy === null ? "other" : "named",
                  name: markForeign(takenOutBy ?? ""),
                })}
              />{" "}
              <Time at={takenOutAt} locale={locale} />
            </span>
            <ActForm
              {...form}
              fields={{ addTo: id }}
              label={t("cases.putBack")}
              name={t("cases.putBackIn", { title: markForeign(title) })}
              variant="ghost"
            />
          </p>
        ))}
        <Disclosure summary={t("cases.addToCase")}>
          <p className="mt-2 text-pretty text-muted-foreground">{t("cases.explain")}</p>
          <div className="mt-3 grid gap-4 sm:grid-cols-2">
            <AddToCase {...form} cases={cases} />
            <StartCase {...form} />
          </div>
        </Disclosure>
      </div>
    </Panel>
  );
}

interface CaseFormProps {
  action: ReturnType<typeof ticketCasesUrl>;
  viewerId: string;
}

function AddToCase({ action, viewerId, cases }: CaseFormProps & { cases: TicketCases }) {
  const t = useTexts();
  if (cases.others.length === 0) return null;
  return (
    <form noValidate method="post" action={action} className="grid content-start gap-3">
      <HiddenFields values={{ [PLAIN.viewer]: viewerId }} />
      <Field
        id="case-to-add"
        label={t("cases.case")}
        help={cases.hasMore ? t("cases.more") : undefined}
      >
        {(control) => (
          <Select {...control} name="addTo">
            {cases.others.map(({ id, title }) => (
              <option key={id} value={id} lang="">
                {title}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button type="submit" variant="secondary" size="small" className="justify-self-start">
        {t("cases.addToCase")}
      </Button>
    </form>
  );
}

function StartCase({ action, viewerId }: CaseFormProps) {
  const t = useTexts();
  return (
    <form noValidate method="post" action={action} className="grid content-start gap-3">
      <HiddenFields values={{ [PLAIN.viewer]: viewerId, [PLAIN.formKey]: randomUUID() }} />
      <Field id="case-to-start" label={t("cases.newTitle")}>
        {(control) => (
          <Input
            {...control}
            name="title"
            required
            maxLength={MAX_TITLE_CHARACTERS}
            autoComplete="off"
          />
        )}
      </Field>
      <Button type="submit" variant="secondary" size="small" className="justify-self-start">
        {t("cases.start")}
      </Button>
    </form>
  );
}
