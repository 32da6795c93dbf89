import { ActForm } from "@/components/cases/act-form";
import { CaseFilePanel } from "@/components/cases/case-file-panel";
import { Disclosure } from "@/components/ui/disclosure";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { BackLink } from "@/components/ui/navigation/back-link";
import { Link } from "@/components/ui/navigation/link";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { fileOfCaseUrl, reviewCaseActUrl, reviewCasesUrl } from "@/lib/case-urls";
import { markForeign } from "@/lib/i18n/foreign-words";
import type { CaseDetail } from "@/lib/review/cases/get-case";
import { MAX_TITLE_CHARACTERS } from "@/lib/review/cases/schemas";
import { staffOrganizationUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { AddTickets } from "./add-tickets";
import { byName } from "./by-name";
import { CaseTimeline } from "./case-timeline";
import { MembersPanel } from "./members-panel";

interface CaseViewProps {
  found: CaseDetail;
  /** The search for tickets to add. */
  find: string | undefined;
  viewerId: string;
  locale: Locale;
}

export function CaseView(props: CaseViewProps) {
  const t = useTexts();
  const { found, find, viewerId, locale } = props;
  return (
    <div className="grid gap-5">
      <CaseHead {...props} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <CaseTimeline found={found} locale={locale} />
        <div className="grid gap-5 max-lg:-order-1">
          <MembersPanel found={found} viewerId={viewerId} locale={locale} />
          <AddTickets found={found} find={find} viewerId={viewerId} />
          {found.members.length > 0 ? (
            <CaseFilePanel
              href={fileOfCaseUrl(found.id)}
              hint={t("caseFile.ofCaseHint")}
              logged={t("caseFile.ofCaseLogged")}
              caseFiles={found.caseFiles}
              locale={locale}
            />
          ) : null}
        </div>
      </div>
      <p className="text-[0.8125rem] text-muted-foreground">
        <MarkedText
          text={t("cases.logged", { organization: markForeign(found.organizationName) })}
        />
      </p>
    </div>
  );
}

function CaseHead({ found, viewerId, locale }: CaseViewProps) {
  const t = useTexts();
  const { id, title, organizationId, organizationName, closedAt, createdAt } = found;
  const form = { action: reviewCaseActUrl(id), viewerId };
  return (
    <div className="grid gap-1">
      <BackLink href={reviewCasesUrl()} label={t("cases.title")} />
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h1 className="text-2xl font-semibold tracking-tight [overflow-wrap:anywhere]">
          <MarkedText text={markForeign(title)} />
        </h1>
        <ActForm
          {...form}
          fields={{ state: closedAt ? "open" : "closed" }}
          label={t(closedAt ? "cases.reopen" : "cases.close")}
        />
      </div>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-[0.8125rem] text-muted-foreground">
        <Link href={staffOrganizationUrl(organizationId)} translate="no" className="text-link">
          {organizationName}
        </Link>
        <span>
          <MarkedText text={t("cases.started", byName(found.createdBy))} />{" "}
          <Time at={createdAt} locale={locale} />
        </span>
        {closedAt ? (
          <span>
            <MarkedText text={t("cases.closedBy", byName(found.closedBy))} />{" "}
            <Time at={closedAt} locale={locale} />
          </span>
        ) : null}
        <span>{t("internalNotes.onlyStaff")}</span>
      </p>
      <Disclosure summary={t("cases.rename")} className="mt-1 text-[0.8125rem]">
        <div className="mt-2 grid max-w-[36rem] justify-items-start gap-3">
          <ActForm {...form} fields={{}} label={t("cases.save")}>
            <div className="w-full">
              <Field id="case-title" label={t("cases.titleLabel")}>
                {(control) => (
                  <Input
                    {...control}
                    key={title}
                    name="title"
                    defaultValue={title}
                    required
                    maxLength={MAX_TITLE_CHARACTERS}
                    autoComplete="off"
                  />
                )}
              </Field>
            </div>
          </ActForm>
        </div>
      </Disclosure>
    </div>
  );
}
