import { SearchX } from "lucide-react";

import { CursorLinks } from "@/components/people/cursor-links";
import { DialogButton } from "@/components/people/dialogs/dialog-button";
import { DialogHost } from "@/components/people/dialogs/dialog-host";
import type { DialogAction } from "@/components/people/dialogs/dialog-question";
import { SearchForm } from "@/components/people/search-form";
import { RememberList } from "@/components/shell/remember-list";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/navigation/link";
import type { OrganizationFilters } from "@/lib/people/schemas";
import type { ListedOrganization, NamePage } from "@/lib/people/types";
import { staffOrganizationsUrl, staffOrganizationUrl } from "@/lib/routes";
import { useTexts } from "#texts";

interface StaffOrganizationsViewProps {
  page: NamePage<ListedOrganization>;
  filters: OrganizationFilters;
  /** Null for staff, who create none. */
  create: DialogAction | null;
}

export function StaffOrganizationsView({ page, filters, create }: StaffOrganizationsViewProps) {
  const t = useTexts();
  const { q, after } = filters;
  return (
    <div className="grid gap-5">
      <RememberList path={staffOrganizationsUrl()} />
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-2xl font-semibold tracking-tight">{t("staffOrganizations.title")}</h1>
        {create ? (
          <DialogHost>
            <DialogButton
              label={t("staffOrganizations.new")}
              title={t("staffOrganizations.new")}
              hint={t("staffOrganizations.newHint")}
              submit={t("staffOrganizations.create")}
              failureTitle={t("staffOrganizations.notCreated")}
              action={create}
              fields={[{ name: "name", label: t("people.name"), value: "" }]}
              isPrimary
            />
          </DialogHost>
        ) : null}
      </div>
      <SearchForm
        path={staffOrganizationsUrl()}
        label={t("staffOrganizations.search")}
        placeholder={t("staffOrganizations.search")}
        q={q}
        isNarrowed={Boolean(q)}
      />
      {page.items.length === 0 ? (
        <Card>
          <EmptyState icon={SearchX} title={t("staffOrganizations.none")}>
            {t("staffOrganizations.noneHint")}
          </EmptyState>
        </Card>
      ) : (
        <ul
          aria-label={t("staffOrganizations.list")}
          className="divide-y rounded-lg border bg-card"
        >
          {page.items.map((organization) => (
            <OrganizationItem key={organization.id} organization={organization} />
          ))}
        </ul>
      )}
      <CursorLinks
        first={staffOrganizationsUrl({ q })}
        isFirst={!after}
        next={page.nextCursor ? staffOrganizationsUrl({ q, after: page.nextCursor }) : null}
        labels={{ first: t("staffPeople.first"), next: t("staffPeople.next") }}
      />
    </div>
  );
}

function OrganizationItem({ organization }: { organization: ListedOrganization }) {
  const t = useTexts();
  const { id, name, people, connections } = organization;
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 py-3">
      <Link
        href={staffOrganizationUrl(id)}
        data-row-link=""
        translate="no"
        className="text-link font-medium [overflow-wrap:anywhere]"
      >
        {name}
      </Link>
      <span className="flex gap-4 text-[0.8125rem] text-muted-foreground">
        <span>{t("staffOrganizations.people", { count: people })}</span>
        <span>{t("staffOrganizations.connections", { count: connections })}</span>
      </span>
    </li>
  );
}
