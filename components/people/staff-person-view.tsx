import { Badge } from "@/components/ui/badge";
import { DescriptionList, DescriptionRow } from "@/components/ui/description-list";
import { BackLink } from "@/components/ui/navigation/back-link";
import { Panel } from "@/components/ui/panel";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { PersonDetail } from "@/lib/people/types";
import { staffPeopleUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { type DialogAction, DialogForm } from "./dialog-form";
import { auditText } from "./person-audit-text";
import { type AddActions, PersonOrganizations } from "./person-organizations";
import { portalChoices } from "./role-choices";

interface PersonActions extends AddActions {
  changePortalRole: DialogAction;
  changeState: DialogAction;
  signOut: DialogAction;
  resetFactor: DialogAction;
}

export interface StaffPersonViewProps {
  person: PersonDetail;
  locale: Locale;
  /** Null for staff, who only see the person. */
  actions: PersonActions | null;
  isYou: boolean;
  /** A search for an organization to add the person to, and what it found. */
  search: { q: string | undefined; found: ReadonlyArray<{ id: string; name: string }> };
}

export function StaffPersonView(props: StaffPersonViewProps) {
  const t = useTexts();
  const { person, locale, actions, isYou } = props;
  return (
    <div className="grid max-w-4xl gap-5">
      <div className="grid gap-1">
        <BackLink href={staffPeopleUrl()} label={t("staffPeople.title")} />
        <div className="flex flex-wrap items-center gap-3">
          <h1
            translate="no"
            className="text-2xl font-semibold tracking-tight [overflow-wrap:anywhere]"
          >
            {person.name}
          </h1>
          <Badge tone={person.role === "customer" ? "quiet" : "tint"}>
            {t(`roles.${person.role}`)}
          </Badge>
          {person.isDisabled ? <Badge tone="warning">{t("staffPeople.disabled")}</Badge> : null}
        </div>
      </div>
      <Panel title={t("staffPeople.account")} aside={actions ? null : <AdminsOnly />}>
        <AccountFacts person={person} locale={locale} />
        {isYou && actions ? (
          <p className="border-t px-4 py-4 text-pretty text-muted-foreground">
            {t("staffPeople.yourself")}
          </p>
        ) : null}
        {actions && !isYou ? <AccountButtons person={person} actions={actions} /> : null}
      </Panel>
      <PersonOrganizations person={person} actions={actions} search={props.search} />
      <Sessions person={person} locale={locale} actions={actions} />
      <Panel title={t("staffPeople.history")}>
        <ul className="divide-y text-[0.8125rem]">
          {person.audits.map((entry) => (
            <li key={entry.id} className="flex flex-wrap justify-between gap-x-4 px-4 py-2.5">
              <span className="[overflow-wrap:anywhere]">{auditText(t, entry)}</span>
              <Time at={entry.at} locale={locale} show="full" className="text-muted-foreground" />
            </li>
          ))}
          {person.audits.length === 0 ? (
            <li className="px-4 py-4 text-muted-foreground">{t("staffPeople.noHistory")}</li>
          ) : null}
        </ul>
      </Panel>
    </div>
  );
}

export function AdminsOnly() {
  const t = useTexts();
  return (
    <span className="text-[0.8125rem] text-muted-foreground">{t("staffPeople.adminsOnly")}</span>
  );
}

function AccountFacts({ person, locale }: Pick<StaffPersonViewProps, "person" | "locale">) {
  const t = useTexts();
  const state = (isSet: boolean) => t(isSet ? "staffPeople.set" : "staffPeople.notSet");
  return (
    <DescriptionList className="grid gap-2.5 px-4 py-4">
      <DescriptionRow label={t("staffPeople.email")}>
        <span translate="no" className="[overflow-wrap:anywhere]">
          {person.email}
        </span>
      </DescriptionRow>
      <DescriptionRow label={t("staffPeople.created")}>
        <Time at={person.createdAt} locale={locale} show="full" />
      </DescriptionRow>
      <DescriptionRow label={t("staffPeople.password")}>{state(person.hasPassword)}</DescriptionRow>
      <DescriptionRow label={t("staffPeople.authenticator")}>
        {state(person.hasAuthenticator)}
      </DescriptionRow>
      <DescriptionRow label={t("staffPeople.passkeys")}>{person.passkeys}</DescriptionRow>
    </DescriptionList>
  );
}

interface AccountButtonsProps {
  person: PersonDetail;
  actions: PersonActions;
}

function AccountButtons({ person, actions }: AccountButtonsProps) {
  const t = useTexts();
  const { id: userId, name } = person;
  const change = person.isDisabled ? ("enable" as const) : ("disable" as const);
  return (
    <div className="flex flex-wrap gap-2 border-t px-4 py-4">
      <DialogForm
        label={t("staffPeople.portalRole")}
        title={t("staffPeople.portalRoleOf", { name })}
        hint={t("staffPeople.portalRoleHint")}
        submit={t("people.save")}
        failureTitle={t("people.notChanged")}
        action={actions.changePortalRole}
        given={{ userId }}
        fields={[
          {
            name: "role",
            label: t("staffPeople.role"),
            value: person.role,
            choices: portalChoices(t),
          },
        ]}
      />
      <DialogForm
        label={t(`staffPeople.${change}`)}
        title={t(`staffPeople.${change}Of`, { name })}
        hint={t(`staffPeople.${change}Hint`)}
        submit={t(`staffPeople.${change}`)}
        failureTitle={t("people.notChanged")}
        action={actions.changeState}
        given={{ userId, state: person.isDisabled ? "active" : "disabled" }}
        tone={person.isDisabled ? "secondary" : "danger"}
      />
      {person.hasAuthenticator || person.passkeys > 0 ? (
        <DialogForm
          label={t("staffPeople.resetFactor")}
          title={t("staffPeople.resetFactorOf", { name })}
          hint={t("staffPeople.resetFactorHint")}
          submit={t("staffPeople.resetFactor")}
          failureTitle={t("people.notChanged")}
          action={actions.resetFactor}
          given={{ userId }}
          tone="danger"
        />
      ) : null}
    </div>
  );
}

function Sessions({
  person,
  locale,
  actions,
}: Pick<StaffPersonViewProps, "person" | "locale" | "actions">) {
  const t = useTexts();
  const { id: userId, name, sessions } = person;
  return (
    <Panel
      title={t("staffPeople.sessions")}
      aside={
        actions && sessions.length > 0 ? (
          <DialogForm
            label={t("staffPeople.signOut")}
            title={t("staffPeople.signOutOf", { name })}
            hint={t("staffPeople.signOutHint")}
            submit={t("staffPeople.signOut")}
            failureTitle={t("staffPeople.notSignedOut")}
            action={actions.signOut}
            given={{ userId }}
            tone="danger"
          />
        ) : null
      }
    >
      <ul className="divide-y text-[0.8125rem]">
        {sessions.map((session) => (
          <li key={session.id} className="grid gap-0.5 px-4 py-3">
            <span className="[overflow-wrap:anywhere]">{session.device}</span>
            <span className="flex flex-wrap gap-x-3 text-muted-foreground">
              {session.network === "" ? null : <span dir="ltr">{session.network}</span>}
              <Time at={session.lastSeenAt} locale={locale} show="full" />
            </span>
          </li>
        ))}
        {sessions.length === 0 ? (
          <li className="px-4 py-4 text-muted-foreground">{t("staffPeople.noSessions")}</li>
        ) : null}
      </ul>
    </Panel>
  );
}
