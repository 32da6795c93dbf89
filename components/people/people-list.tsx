import { Badge } from "@/components/ui/badge";
import { DescriptionCell, DescriptionList } from "@/components/ui/description-list";
import { dayOf, type Locale } from "@/components/ui/time/format-time";
import type { OrganizationPerson } from "@/lib/organizations/organization-people";
import { useTexts } from "#texts";

import { type DialogAction, DialogForm } from "./dialog-form";
import { membershipChoices } from "./role-choices";

const ROW =
  "grid gap-x-6 gap-y-3 px-4 py-3 md:grid-cols-[minmax(0,1fr)_auto] md:items-center " +
  "lg:grid-cols-[minmax(0,1fr)_auto_12rem]";

export interface MemberActions {
  changeRole: DialogAction;
  remove: DialogAction;
}

export interface PeopleListProps {
  organization: { id: string; name: string };
  people: readonly OrganizationPerson[];
  viewerId: string;
  locale: Locale;
  /** Null: the viewer only sees the people. */
  manage: MemberActions | null;
  leave?: DialogAction;
}

export function PeopleList(props: PeopleListProps) {
  return (
    <ul className="divide-y">
      {props.people.map((person) => (
        <PersonRow key={person.userId} person={person} {...props} />
      ))}
    </ul>
  );
}

function PersonRow({
  person,
  organization,
  viewerId,
  locale,
  manage,
  leave,
}: PeopleListProps & { person: OrganizationPerson }) {
  const t = useTexts();
  const isYou = person.userId === viewerId;
  const day = (at: Date) => dayOf(at, new Date(), locale);
  return (
    <li aria-label={person.name} className={ROW}>
      <div className="grid min-w-0 gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <h3 translate="no" className="font-medium [overflow-wrap:anywhere]">
            {person.name}
          </h3>
          <Badge tone="quiet">{t(`roles.${person.role}`)}</Badge>
          {isYou ? <Badge tone="tint">{t("people.you")}</Badge> : null}
          {person.isDisabled ? <Badge tone="warning">{t("people.disabled")}</Badge> : null}
        </div>
        <p
          translate="no"
          className="text-[0.8125rem] text-muted-foreground [overflow-wrap:anywhere]"
        >
          {person.email}
        </p>
      </div>
      <DescriptionList className="flex flex-wrap gap-x-6 gap-y-2 md:grid md:grid-cols-[4.5rem_5rem_10rem] md:gap-x-4">
        <DescriptionCell label={t("people.lastSeen")}>
          {person.lastSeenAt ? day(person.lastSeenAt) : t("people.never")}
        </DescriptionCell>
        <DescriptionCell label={t("people.joined")}>{day(person.joinedAt)}</DescriptionCell>
        {person.hasSecondFactor === null ? null : (
          <DescriptionCell label={t("people.secondFactor")}>
            {t(person.hasSecondFactor ? "people.on" : "people.off")}
          </DescriptionCell>
        )}
      </DescriptionList>
      <div className="flex flex-wrap gap-2 empty:hidden md:col-span-2 lg:col-span-1 lg:justify-end">
        {manage ? <ManageButtons {...{ person, organization, manage, isYou }} /> : null}
        {isYou && leave ? (
          <DialogForm
            label={t("people.leave")}
            title={t("people.leaveOf", { organization: organization.name })}
            hint={t("people.leaveHint")}
            submit={t("people.leaveNow")}
            failureTitle={t("people.notLeft")}
            action={leave}
            given={{ organizationId: organization.id }}
            tone="danger"
            next="/login"
          />
        ) : null}
      </div>
    </li>
  );
}

interface ManageButtonsProps extends Pick<PeopleListProps, "organization"> {
  person: OrganizationPerson;
  manage: MemberActions;
  isYou: boolean;
}

function ManageButtons({ person, organization, manage, isYou }: ManageButtonsProps) {
  const t = useTexts();
  const given = { organizationId: organization.id, userId: person.userId };
  return (
    <>
      <DialogForm
        label={t("people.changeRole")}
        title={t("people.changeRoleOf", { name: person.name })}
        hint={t("people.lowerHint")}
        submit={t("people.save")}
        failureTitle={t("people.notChanged")}
        action={manage.changeRole}
        given={given}
        fields={[
          {
            name: "role",
            label: t("people.role"),
            value: person.role,
            help: t("roles.readerHelp"),
            choices: membershipChoices(t),
          },
        ]}
      />
      {isYou ? null : (
        <DialogForm
          label={t("people.remove")}
          title={t("people.removeOf", { name: person.name, organization: organization.name })}
          hint={t("people.removeHint")}
          submit={t("people.removeNow")}
          failureTitle={t("people.notRemoved")}
          action={manage.remove}
          given={given}
          tone="danger"
        />
      )}
    </>
  );
}
