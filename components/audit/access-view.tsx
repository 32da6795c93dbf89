import { Building2, SearchX } from "lucide-react";

import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/form/field";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { Input } from "@/components/ui/form/input";
import { Select } from "@/components/ui/form/select";
import { BackLink } from "@/components/ui/navigation/back-link";
import { Link } from "@/components/ui/navigation/link";
import type { Locale } from "@/components/ui/time/format-time";
import type { KeysetPage } from "@/lib/audit/entry-page";
import type { AccessFilters } from "@/lib/audit/schemas";
import type { NamedRow, StaffLook } from "@/lib/audit/types";
import { dayRootsUrl } from "@/lib/case-urls";
import type { HashOfLook } from "@/lib/review/case-file/hashed-days";
import { accessUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { EntryPager } from "./entry-pager";
import { LookHash } from "./look-hash";
import { PeriodFields } from "./period-fields";
import { StaffLookItem } from "./staff-look-item";

interface AccessViewProps {
  page: KeysetPage<StaffLook>;
  filters: AccessFilters;
  /** The viewer's. */
  organizations: readonly NamedRow[];
  /** The one shown. */
  organizationId: string | null;
  /** The viewer manages the one shown. */
  isManager: boolean;
  /** Null unless the viewer is a manager. */
  hashOf: ((look: StaffLook) => HashOfLook) | null;
  /** Before the last day, where no first day is chosen. */
  days: number;
  locale: Locale;
}

export function AccessView(props: AccessViewProps) {
  const t = useTexts();
  return (
    <div className="grid max-w-4xl gap-5">
      <div className="grid gap-1">
        <BackLink href="/settings" label={t("settings.title")} />
        <h1 className="text-2xl font-semibold tracking-tight">{t("access.title")}</h1>
        <p className="text-pretty text-muted-foreground">
          {t("access.intro")}{" "}
          {props.isManager ? (
            <Link
              href={dayRootsUrl({ in: props.organizationId ?? undefined })}
              className="text-link"
            >
              {t("dayRoots.title")}
            </Link>
          ) : null}
        </p>
      </div>
      {props.organizations.length === 0 ? (
        <Card>
          <EmptyState icon={Building2} title={t("access.outsider")}>
            {t("access.outsiderHint")}
          </EmptyState>
        </Card>
      ) : (
        <Looks {...props} />
      )}
    </div>
  );
}

function Looks(props: AccessViewProps) {
  const t = useTexts();
  const { page, filters, organizationId, hashOf, locale, days } = props;
  const { after: _after, before: _before, ...narrowing } = filters;
  return (
    <>
      <FilterForm {...props} />
      {filters.since ? null : (
        <p className="text-[0.8125rem] text-muted-foreground">{t("audit.period", { days })}</p>
      )}
      {filters.ticket ? (
        <p className="text-[0.8125rem]">
          {t("access.oneTicket")}{" "}
          <Link href={accessUrl({ ...narrowing, ticket: undefined })} className="text-link">
            {t("access.clear")}
          </Link>
        </p>
      ) : null}
      {page.items.some((look) => hashOf?.(look) === "later") ? (
        <p className="text-[0.8125rem] text-muted-foreground">{t("access.hashedLater")}</p>
      ) : null}
      {page.items.length === 0 ? (
        <Card>
          <EmptyState icon={SearchX} title={t("access.none")}>
            {t("access.noneHint")}
          </EmptyState>
        </Card>
      ) : (
        <ul aria-label={t("access.list")} className="divide-y rounded-lg border bg-card">
          {page.items.map((look) => (
            <StaffLookItem key={look.id} look={look} locale={locale}>
              {hashOf && organizationId ? (
                <LookHash
                  hash={hashOf(look)}
                  organizationId={organizationId}
                  language={locale.language}
                />
              ) : null}
            </StaffLookItem>
          ))}
        </ul>
      )}
      <EntryPager
        newest={accessUrl(narrowing)}
        newer={page.before ? accessUrl({ ...narrowing, before: page.before }) : null}
        older={page.after ? accessUrl({ ...narrowing, after: page.after }) : null}
      />
    </>
  );
}

function FilterForm({ filters, organizations, organizationId }: AccessViewProps) {
  const t = useTexts();
  const { person, ticket, since, until } = filters;
  const isSeveral = organizations.length > 1;
  return (
    <form noValidate action={accessUrl()} className="flex flex-wrap items-end gap-3 max-sm:*:grow">
      <HiddenFields values={{ ticket, in: isSeveral ? undefined : filters.in }} />
      {isSeveral ? (
        <Field id="filter-in" label={t("access.organization")}>
          {(control) => (
            <Select
              {...control}
              key={organizationId}
              name="in"
              defaultValue={organizationId ?? undefined}
              translate="no"
            >
              {organizations.map(({ id, name }) => (
                <option key={id} value={id} lang="">
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ) : null}
      <Field id="filter-person" label={t("access.person")}>
        {(control) => (
          <Input
            {...control}
            key={person}
            name="person"
            defaultValue={person}
            maxLength={100}
            autoComplete="off"
          />
        )}
      </Field>
      <PeriodFields since={since} until={until} />
      <button type="submit" className={buttonVariants({ variant: "secondary" })}>
        {t("access.show")}
      </button>
      {person || since || until ? (
        <Link
          href={accessUrl({ in: filters.in, ticket })}
          className="text-link py-2.5 text-[0.8125rem]"
        >
          {t("access.clear")}
        </Link>
      ) : null}
    </form>
  );
}
