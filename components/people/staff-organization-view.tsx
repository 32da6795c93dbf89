import Link from "next/link";

import { DescriptionList, DescriptionRow } from "@/components/ui/description-list";
import { BackLink } from "@/components/ui/navigation/back-link";
import { Panel } from "@/components/ui/panel";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { OrganizationPeople } from "@/lib/organizations/organization-people";
import type { OrganizationDetail } from "@/lib/people/types";
import { staffOrganizationsUrl, staffOrganizationUrl, ticketsUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { CursorLinks } from "./cursor-links";
import type { DialogAction } from "./dialog-form";
import { Invitations, type InvitationsProps } from "./invitations";
import { RenameButton } from "./organization-view";
import { type MemberActions, PeopleList } from "./people-list";
import { SecondFactorSetting, type SecondFactorSettingProps } from "./second-factor-setting";
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
}

export function StaffOrganizationView(props: StaffOrganizationViewProps) {
  const t = useTexts();
  const { organization, people, after, viewerId, locale, actions } = props;
  const { id, name } = organization;
  return (
    <div className="grid max-w-4xl gap-5">
      <div className="grid gap-1">
        <BackLink href={staffOrganizationsUrl()} label={t("staffOrganizations.title")} />
        <div className="flex flex-wrap items-center justify-between gap-3">
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
        </DescriptionList>
        <p className="flex flex-wrap gap-x-4 text-[0.8125rem] text-muted-foreground">
          {t("staffOrganizations.connections", { count: organization.connections })}
          <Link
            href={ticketsUrl("staff", { organization: id })}
            prefetch={false}
            className="text-link"
          >
            {t("staffOrganizations.tickets")}
          </Link>
        </p>
      </div>
      <Panel title={t("people.people")}>
        {people.people.length === 0 ? (
          <p className="px-4 py-4 text-muted-foreground">{t("staffOrganizations.noPeople")}</p>
        ) : (
          <PeopleList
            organization={organization}
            people={people.people}
            viewerId={viewerId}
            locale={locale}
            manage={actions}
          />
        )}
      </Panel>
      <CursorLinks
        first={staffOrganizationUrl(id)}
        isFirst={!after}
        next={people.nextCursor ? staffOrganizationUrl(id, { after: people.nextCursor }) : null}
        labels={{ first: t("people.first"), next: t("people.next") }}
      />
      {props.invitations ? <Invitations {...props.invitations} /> : null}
      {props.secondFactor ? (
        <Panel title={t("people.settings")}>
          <SecondFactorSetting {...props.secondFactor} />
        </Panel>
      ) : null}
    </div>
  );
}
