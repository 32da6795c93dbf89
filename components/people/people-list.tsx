"use client";

import { Badge } from "@/components/ui/badge";
import { DescriptionCell, DescriptionList } from "@/components/ui/description-list";
import type { MembershipRole } from "@/lib/auth/types";
import { useTexts } from "#texts";

import { DialogButton } from "./dialogs/dialog-button";
import { DialogHost, DialogStatus } from "./dialogs/dialog-host";
import type { DialogAction } from "./dialogs/dialog-question";
import { LeaveButton } from "./leave-button";
import { type SeeAs, SeeAsForm } from "./see-as-form";

const ROW =
  "grid gap-x-6 gap-y-3 px-4 py-3 md:grid-cols-[minmax(11rem,1fr)_auto] md:items-center " +
  "lg:grid-cols-[minmax(11rem,1fr)_auto_12rem]";

export interface MemberActions {
  changeRole: DialogAction;
  remove: DialogAction;
}

interface Day {
  at: Date;
  words: string;
}

/** A member as the list shows them. */
export interface ListedMember {
  userId: string;
  name: string;
  email: string;
  role: MembershipRole;
  isDisabled: boolean;
  isLastManager: boolean;
  /** Null if the viewer may not know. */
  hasSecondFactor: boolean | null;
  /** Null for never, and if the viewer may not know. */
  lastSeen: Day | null;
  joined: Day;
}

export interface PeopleListProps {
  organization: { id: string; name: string };
  people: readonly ListedMember[];
  viewerId: string;
  roles: ReadonlyArray<{ value: MembershipRole; label: string }>;
  /** Shown for an empty list. */
  empty: string;
  /** Null: the viewer only sees the people. */
  manage: MemberActions | null;
  leave?: DialogAction;
  seeAs?: SeeAs;
}

/** One dialog serves all rows, so that a long list weighs little. */
export function PeopleList(props: PeopleListProps) {
  return (
    <DialogHost>
      <DialogStatus />
      <ul className="divide-y">
        {props.people.map((person) => (
          <PersonRow key={person.userId} person={person} {...props} />
        ))}
      </ul>
      {props.people.length === 0 ? (
        <p className="px-4 py-4 text-muted-foreground">{props.empty}</p>
      ) : null}
    </DialogHost>
  );
}

type PersonRowProps = PeopleListProps & { person: ListedMember };

function PersonRow(props: PersonRowProps) {
  const t = useTexts();
  const { person, viewerId } = props;
  return (
    <li aria-label={person.name} className={ROW}>
      <div className="grid min-w-0 gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <h3 translate="no" className="min-w-0 font-medium [overflow-wrap:anywhere]">
            {person.name}
          </h3>
          <Badge tone="quiet">{t(`roles.${person.role}`)}</Badge>
          {person.userId === viewerId ? <Badge tone="tint">{t("members.you")}</Badge> : null}
          {person.isDisabled ? <Badge tone="warning">{t("members.disabled")}</Badge> : null}
        </div>
        <p
          translate="no"
          className="text-[0.8125rem] text-muted-foreground [overflow-wrap:anywhere]"
        >
          {person.email}
        </p>
      </div>
      <DescriptionList className="flex flex-wrap gap-x-6 gap-y-2 md:grid md:grid-cols-[5rem_4.5rem_10rem] md:gap-x-4">
        <DescriptionCell label={t("members.joined")}>
          <DayTime day={person.joined} />
        </DescriptionCell>
        {person.hasSecondFactor === null ? null : (
          <>
            <DescriptionCell label={t("members.lastSeen")}>
              {person.lastSeen ? <DayTime day={person.lastSeen} /> : "–"}
            </DescriptionCell>
            <DescriptionCell label={t("members.secondFactor")}>
              {t(person.hasSecondFactor ? "members.on" : "members.off")}
            </DescriptionCell>
          </>
        )}
      </DescriptionList>
      <div className="flex flex-wrap gap-2 empty:hidden md:col-span-2 lg:col-span-1 lg:justify-end">
        <RowButtons {...props} />
        {props.seeAs ? (
          <SeeAsForm
            person={person}
            organizationId={props.organization.id}
            viewerId={viewerId}
            seeAs={props.seeAs}
          />
        ) : null}
      </div>
    </li>
  );
}

function DayTime({ day: { at, words } }: { day: Day }) {
  return <time dateTime={at.toISOString()}>{words}</time>;
}

function RowButtons({ person, organization, roles, viewerId, manage, leave }: PersonRowProps) {
  const t = useTexts();
  const isYou = person.userId === viewerId;
  if (!manage && !(isYou && leave)) return null;
  if (person.isLastManager)
    return (
      <p className="text-[0.8125rem] text-pretty text-muted-foreground">
        {t(isYou ? "members.youAreLast" : "members.isLast")}
      </p>
    );
  return (
    <>
      {manage ? (
        <RoleButton {...{ person, organization, roles }} changeRole={manage.changeRole} />
      ) : null}
      {manage && !isYou ? (
        <RemoveButton {...{ person, organization }} remove={manage.remove} />
      ) : null}
      {isYou && leave ? <LeaveButton organization={organization} leave={leave} /> : null}
    </>
  );
}

type RowButtonProps = Pick<PersonRowProps, "person" | "organization">;

function RoleButton({
  person,
  organization,
  roles,
  changeRole,
}: RowButtonProps & Pick<MemberActions, "changeRole"> & Pick<PeopleListProps, "roles">) {
  const t = useTexts();
  const { name, role, userId } = person;
  return (
    <DialogButton
      label={t("members.changeRole")}
      name={t("members.changeRoleOf", { name })}
      title={t("members.changeRoleOf", { name })}
      hint={t("members.lowerHint")}
      submit={t("members.save")}
      failureTitle={t("members.notChanged")}
      done={t("members.roleChanged", { name })}
      action={changeRole}
      given={{ organizationId: organization.id, userId }}
      fields={[
        {
          name: "role",
          label: t("members.role"),
          value: role,
          help: t("roles.readerHelp"),
          choices: roles,
        },
      ]}
    />
  );
}

function RemoveButton({
  person: { name, userId },
  organization,
  remove,
}: RowButtonProps & Pick<MemberActions, "remove">) {
  const t = useTexts();
  const title = t("members.removeOf", { name, organization: organization.name });
  return (
    <DialogButton
      label={t("members.remove")}
      name={title}
      title={title}
      hint={t("members.removeHint")}
      submit={t("members.removeNow")}
      failureTitle={t("members.notRemoved")}
      done={t("members.removed", { name })}
      action={remove}
      given={{ organizationId: organization.id, userId }}
      isDanger
      isButtonGone
    />
  );
}
