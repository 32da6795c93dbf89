import type { ReactNode } from "react";

import { CursorLinks } from "@/components/people/cursor-links";
import type { DialogAction } from "@/components/people/dialogs/dialog-question";
import { Invitations, type InvitationsProps } from "@/components/people/invitations/invitations";
import { listedMembers } from "@/components/people/listed-members";
import { type MemberActions, PeopleList } from "@/components/people/people-list";
import { RenameButton } from "@/components/people/rename-button";
import { membershipChoices } from "@/components/people/role-choices";
import {
  SecondFactorSetting,
  type SecondFactorSettingProps,
} from "@/components/people/second-factor-setting";
import type { SeeAs } from "@/components/people/see-as-form";
import { DescriptionList, DescriptionRow } from "@/components/ui/description-list";
import { BackLink } from "@/components/ui/navigation/back-link";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { OrganizationPeople } from "@/lib/organizations/organization-people";
import type { OrganizationDetail } from "@/lib/people/types";
import { staffOrganizationsUrl, staffOrganizationUrl, ticketsUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { AdminsOnly } from "./staff-person-view";

interface StaffOrganizationViewProps {
  organization: OrganizationDetail;
  people: OrganizationPeople;
  after: string | undefined;
  viewerId: string;
  locale: Locale;
  /** Null for those who may not invite. */
  invitations: InvitationsProps | null;
  /** Null for those who may not require it. */
  secondFactor: SecondFactorSettingProps | null;
  /** Null for staff, who only see the organization. */
  actions: (MemberActions & { rename: DialogAction }) | null;
  seeAs: SeeAs;
  /** Above the people. */
  children?: ReactNode;
}

export function StaffOrganizationView(props: StaffOrganizationViewProps) {
  const t = useTexts();
  const { organization, people, after, viewerId, locale, actions } = props;
  const { id, name } = organization;
  return (
    <div className="grid max-w-4xl gap-5">
      <div className="grid gap-1">
        <BackLink href={staffOrganizationsUrl()} label={t("staffOrganizations.title")} />
        <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-start">
          <h1
            translate="no"
            className="text-2xl font-semibold tracking-tight [overflow-wrap:anywhere]"
          >
            {name}
          </h1>
          {actions ? <RenameButton id={id} name={name} action={actions.rename} /> : <AdminsOnly />}
        </div>
        <DescriptionList className="mt-2 grid gap-2">
          <DescriptionRow label={t("staffOrganizations.created")}>
            <Time at={organization.createdAt} locale={locale} show="full" />
          </DescriptionRow>
          <DescriptionRow label={t("shell.connections")}>{organization.connections}</DescriptionRow>
        </DescriptionList>
        <p className="mt-1 text-[0.8125rem]">
          <Link href={ticketsUrl("staff", { organization: id })} className="text-link">
            {t("staffOrganizations.tickets")}
          </Link>
        </p>
      </div>
      {props.children}
      <Panel title={t("people.people")}>
        <PeopleList
          organization={{ id, name }}
          people={listedMembers(people.people, locale)}
          viewerId={viewerId}
          roles={membershipChoices(t)}
          empty={t("staffOrganizations.noPeople")}
          seeAs={props.seeAs}
          manage={actions && { changeRole: actions.changeRole, remove: actions.remove }}
        />
      </Panel>
      <CursorLinks
        first={staffOrganizationUrl(id)}
        isFirst={!after}
        next={people.nextCursor ? staffOrganizationUrl(id, { after: people.nextCursor }) : null}
        labels={{ first: t("people.first"), next: t("people.next") }}
      />
      {props.invitations ? (
        <Invitations {...props.invitations} hasManager={people.hasManager} />
      ) : null}
      {props.secondFactor ? (
        <Panel title={t("people.settings")}>
          <SecondFactorSetting {...props.secondFactor} />
        </Panel>
      ) : null}
    </div>
  );
}
