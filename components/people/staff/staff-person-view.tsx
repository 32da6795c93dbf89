import { DialogHost, DialogStatus } from "@/components/people/dialogs/dialog-host";
import type { DialogAction } from "@/components/people/dialogs/dialog-question";
import { Badge } from "@/components/ui/badge";
import { DescriptionList, DescriptionRow } from "@/components/ui/description-list";
import { BackLink } from "@/components/ui/navigation/back-link";
import { Panel } from "@/components/ui/panel";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { PersonDetail } from "@/lib/people/types";
import { staffPeopleUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { type AccountActions, AccountButtons } from "./account-buttons";
import { auditText } from "./person-audit-text";
import { type AddActions, PersonOrganizations } from "./person-organizations";
import { PersonSessions } from "./person-sessions";

interface PersonActions extends AddActions, AccountActions {
  signOut: DialogAction;
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
        <DialogHost>
          <DialogStatus />
          <AccountFacts person={person} locale={locale} />
          {isYou && actions ? (
            <p className="border-t px-4 py-4 text-pretty text-muted-foreground">
              {t("staffPeople.yourself")}
            </p>
          ) : null}
          {actions && !isYou ? <AccountButtons person={person} actions={actions} /> : null}
        </DialogHost>
      </Panel>
      <PersonOrganizations person={person} actions={isYou ? null : actions} search={props.search} />
      <PersonSessions person={person} locale={locale} signOut={actions?.signOut ?? null} />
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
  return (
    <DescriptionList className="grid gap-2.5 px-4 py-4">
      <DescriptionRow label={t("staffPeople.email")}>
        <span translate="no" className="[overflow-wrap:anywhere]">
          {person.email}
        </span>
        {person.isAddressVerified ? null : (
          <span className="block text-pretty text-muted-foreground">
            {t("staffPeople.unverified")}
          </span>
        )}
      </DescriptionRow>
      <DescriptionRow label={t("staffPeople.created")}>
        <Time at={person.createdAt} locale={locale} show="full" />
      </DescriptionRow>
      <DescriptionRow label={t("staffPeople.password")}>
        {t(person.hasPassword ? "staffPeople.set" : "staffPeople.notSet")}
      </DescriptionRow>
      <DescriptionRow label={t("staffPeople.authenticator")}>
        {t(person.hasAuthenticator ? "members.on" : "members.off")}
      </DescriptionRow>
      <DescriptionRow label={t("staffPeople.passkeys")}>{person.passkeys}</DescriptionRow>
    </DescriptionList>
  );
}
