import { SearchX } from "lucide-react";

import { CursorLinks } from "@/components/people/cursor-links";
import { Invitations, type InvitationsProps } from "@/components/people/invitations/invitations";
import { portalChoices } from "@/components/people/role-choices";
import { SearchForm } from "@/components/people/search-form";
import { RememberList } from "@/components/shell/remember-list";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/navigation/link";
import { type PeopleFilters, PERSON_STATES } from "@/lib/people/schemas";
import type { ListedPerson, NamePage } from "@/lib/people/types";
import { staffPeopleUrl, staffPersonUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { FilterField } from "./filter-field";

interface StaffPeopleViewProps {
  page: NamePage<ListedPerson>;
  filters: PeopleFilters;
  /** Null for those who may not invite. */
  invitations: InvitationsProps | null;
}

export function StaffPeopleView({ page, filters, invitations }: StaffPeopleViewProps) {
  const t = useTexts();
  const { after, ...narrowing } = filters;
  return (
    <div className="grid gap-5">
      <RememberList path={staffPeopleUrl()} />
      <h1 className="text-2xl font-semibold tracking-tight">{t("staffPeople.title")}</h1>
      <SearchForm
        path={staffPeopleUrl()}
        label={t("staffPeople.search")}
        placeholder={t("staffPeople.searchHint")}
        q={filters.q}
        isNarrowed={Object.values(narrowing).some(Boolean)}
      >
        <FilterField
          name="role"
          label={t("staffPeople.role")}
          value={filters.role}
          choices={portalChoices(t)}
        />
        <FilterField
          name="state"
          label={t("staffPeople.state")}
          value={filters.state}
          choices={PERSON_STATES.map((value) => ({ value, label: t(`staffPeople.${value}`) }))}
        />
      </SearchForm>
      {page.items.length === 0 ? (
        <Card>
          <EmptyState icon={SearchX} title={t("staffPeople.none")}>
            {t("staffPeople.noneHint")}
          </EmptyState>
        </Card>
      ) : (
        <ul aria-label={t("staffPeople.title")} className="divide-y rounded-lg border bg-card">
          {page.items.map((person) => (
            <PersonItem key={person.id} person={person} />
          ))}
        </ul>
      )}
      <CursorLinks
        first={staffPeopleUrl(narrowing)}
        isFirst={!after}
        next={page.nextCursor ? staffPeopleUrl({ ...narrowing, after: page.nextCursor }) : null}
        labels={{ first: t("staffPeople.first"), next: t("staffPeople.next") }}
      />
      {invitations ? <Invitations {...invitations} /> : null}
    </div>
  );
}

function PersonItem({ person }: { person: ListedPerson }) {
  const t = useTexts();
  return (
    <li className="grid gap-1 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_9rem] sm:items-center sm:gap-4">
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <Link
          href={staffPersonUrl(person.id)}
          data-row-link=""
          translate="no"
          className="text-link font-medium"
        >
          {person.name}
        </Link>
        <p translate="no" className="text-[0.8125rem] text-muted-foreground">
          {person.email}
        </p>
      </div>
      <p className="min-w-0 text-[0.8125rem] text-muted-foreground [overflow-wrap:anywhere]">
        {person.organizations.length > 0 ? (
          <span translate="no">{person.organizations.join(", ")}</span>
        ) : (
          t("staffPeople.noOrganization")
        )}
      </p>
      <span className="flex flex-wrap gap-1.5 empty:hidden sm:justify-end sm:empty:flex">
        {person.role === "customer" ? null : <Badge tone="tint">{t(`roles.${person.role}`)}</Badge>}
        {person.isDisabled ? <Badge tone="warning">{t("staffPeople.disabled")}</Badge> : null}
      </span>
    </li>
  );
}
