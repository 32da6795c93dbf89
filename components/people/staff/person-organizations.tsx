import { DialogButton } from "@/components/people/dialogs/dialog-button";
import { DialogHost, DialogStatus } from "@/components/people/dialogs/dialog-host";
import type { DialogAction } from "@/components/people/dialogs/dialog-question";
import { membershipChoices } from "@/components/people/role-choices";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/form/input";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import type { PersonDetail } from "@/lib/people/types";
import { staffOrganizationUrl, staffPersonUrl } from "@/lib/routes";
import { useTexts } from "#texts";

export interface AddActions {
  add: DialogAction;
}

interface PersonOrganizationsProps {
  person: PersonDetail;
  actions: AddActions | null;
  search: { q: string | undefined; found: ReadonlyArray<{ id: string; name: string }> };
}

/** Memberships are changed on the organization's page; here the person is added or moved. */
export function PersonOrganizations({ person, actions, search }: PersonOrganizationsProps) {
  const t = useTexts();
  return (
    <Panel title={t("staffPeople.organizations")}>
      <DialogHost>
        <DialogStatus />
        <ul className="divide-y">
          {person.memberships.map(({ organizationId, name, role }) => (
            <li key={organizationId} className="flex flex-wrap items-center gap-2 px-4 py-3">
              <Link
                href={staffOrganizationUrl(organizationId)}
                translate="no"
                className="text-link [overflow-wrap:anywhere]"
              >
                {name}
              </Link>
              <Badge tone="quiet">{t(`roles.${role}`)}</Badge>
            </li>
          ))}
          {person.memberships.length === 0 ? (
            <li className="px-4 py-4 text-muted-foreground">{t("staffPeople.noOrganization")}</li>
          ) : null}
        </ul>
        {actions ? <AddToOrganization person={person} actions={actions} search={search} /> : null}
      </DialogHost>
    </Panel>
  );
}

function AddToOrganization({
  person,
  actions,
  search,
}: PersonOrganizationsProps & { actions: AddActions }) {
  const t = useTexts();
  return (
    <div className="grid gap-3 border-t px-4 py-4">
      <h3 className="text-sm font-medium">{t("staffPeople.add")}</h3>
      <form
        noValidate
        role="search"
        action={staffPersonUrl(person.id)}
        className="flex flex-wrap gap-2"
      >
        <Input
          type="search"
          name="organization"
          aria-label={t("staffPeople.findOrganization")}
          placeholder={t("staffPeople.findOrganization")}
          defaultValue={search.q}
          maxLength={100}
          autoComplete="off"
          className="min-w-0 flex-1 basis-48"
        />
        <Button type="submit" variant="secondary">
          {t("staffPeople.find")}
        </Button>
      </form>
      {search.q && search.found.length === 0 ? (
        <p className="text-muted-foreground">{t("staffPeople.noMatch")}</p>
      ) : null}
      <ul className="grid gap-2 empty:hidden">
        {search.found.map((organization) => (
          <li key={organization.id} className="flex flex-wrap items-center justify-between gap-2">
            <span translate="no" className="[overflow-wrap:anywhere]">
              {organization.name}
            </span>
            <AddButton person={person} organization={organization} add={actions.add} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface AddButtonProps {
  person: PersonDetail;
  organization: { id: string; name: string };
  add: DialogAction;
}

function AddButton({ person, organization, add }: AddButtonProps) {
  const t = useTexts();
  const role = {
    name: "role",
    label: t("members.role"),
    value: "member",
    help: t("roles.readerHelp"),
    choices: membershipChoices(t),
  };
  const leave = {
    name: "leave",
    label: t("staffPeople.leave"),
    value: "",
    choices: [
      { value: "", label: t("staffPeople.keepAll") },
      ...person.memberships.map(({ organizationId, name }) => ({
        value: organizationId,
        label: name,
      })),
    ],
  };
  const title = t("staffPeople.addTo", { name: person.name, organization: organization.name });
  return (
    <DialogButton
      label={t("staffPeople.addNow")}
      name={title}
      title={title}
      submit={t("staffPeople.addNow")}
      failureTitle={t("staffPeople.notAdded")}
      done={t("staffPeople.added", { organization: organization.name })}
      action={add}
      given={{ organizationId: organization.id, userId: person.id }}
      fields={person.memberships.length > 0 ? [role, leave] : [role]}
      isButtonGone
      next={staffPersonUrl(person.id)}
    />
  );
}
