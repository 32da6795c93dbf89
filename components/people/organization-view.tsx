import { Building2 } from "lucide-react";
import type { ReactNode } from "react";

import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import type { Locale } from "@/components/ui/time/format-time";
import type { LockedOrganization } from "@/lib/auth/types";
import type { TypedHours } from "@/lib/organizations/hours/types";
import type { OrganizationPeople } from "@/lib/organizations/organization-people";
import type { OrganizationSettings } from "@/lib/organizations/queries";
import { organizationUrl, staffOrganizationsUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { BusinessHours } from "./business-hours";
import { CursorLinks } from "./cursor-links";
import type { DialogAction } from "./dialogs/dialog-question";
import { Invitations, type InvitationsProps } from "./invitations/invitations";
import { listedMembers } from "./listed-members";
import { LockedOrganizations } from "./locked-organizations";
import { type ChangeOrganization, OrganizationSetting } from "./organization-setting";
import { type MemberActions, PeopleList } from "./people-list";
import { RenameButton } from "./rename-button";
import { membershipChoices } from "./role-choices";
import { SecondFactorSetting, type SecondFactorSettingProps } from "./second-factor-setting";
import { WebhooksPanel, type WebhooksPanelProps } from "./webhooks/webhooks-panel";

const CHOICE =
  "rounded-md border px-3 py-2 text-sm font-medium [overflow-wrap:anywhere] hover:bg-muted " +
  "aria-[current]:border-primary aria-[current]:bg-tint/50";

interface OrganizationViewProps {
  organizations: ReadonlyArray<{ id: string; name: string }>;
  /** Null for a viewer without an organization. */
  chosen: {
    settings: OrganizationSettings;
    typedHours: TypedHours | null;
    people: OrganizationPeople;
    after?: string;
    /** Null for those who may not invite. */
    invitations: InvitationsProps | null;
    /** Null for those who may not require it. */
    secondFactor: SecondFactorSettingProps | null;
    /** Null for those who may not manage them. */
    templates: ReactNode;
    /** Null for those who may not manage them. */
    webhooks: WebhooksPanelProps | null;
  } | null;
  locked: readonly LockedOrganization[];
  viewerId: string;
  isStaff: boolean;
  locale: Locale;
  actions: MemberActions & {
    leave: DialogAction;
    rename: DialogAction;
    changeSettings: ChangeOrganization;
  };
}

export function OrganizationView(props: OrganizationViewProps) {
  const t = useTexts();
  const { organizations, chosen, isStaff } = props;
  return (
    <div className="grid max-w-4xl gap-5">
      {organizations.length > 1 ? (
        <nav aria-label={t("people.which")} className="flex flex-wrap gap-1">
          {organizations.map(({ id, name }) => (
            <Link
              key={id}
              href={organizationUrl({ in: id })}
              aria-current={id === chosen?.settings.organizationId ? "page" : undefined}
              translate="no"
              className={CHOICE}
            >
              {name}
            </Link>
          ))}
        </nav>
      ) : null}
      {chosen ? (
        <ChosenOrganization key={chosen.settings.organizationId} {...props} chosen={chosen} />
      ) : (
        <>
          <h1 className="text-2xl font-semibold tracking-tight">{t("people.title")}</h1>
          <Card>
            <EmptyState icon={Building2} title={t("people.none")}>
              {isStaff ? <StaffHint /> : t("people.noneHint")}
            </EmptyState>
          </Card>
        </>
      )}
      <LockedOrganizations organizations={props.locked} leave={props.actions.leave} />
    </div>
  );
}

function StaffHint() {
  return useTexts().rich("people.staffHint", {
    link: (chunks) => (
      <Link href={staffOrganizationsUrl()} className="text-link">
        {chunks}
      </Link>
    ),
  });
}

function ChosenOrganization({
  chosen: { settings, typedHours, people, after, invitations, secondFactor, templates, webhooks },
  viewerId,
  locale,
  actions,
}: OrganizationViewProps & { chosen: NonNullable<OrganizationViewProps["chosen"]> }) {
  const t = useTexts();
  const { organizationId, name, mayChange } = settings;
  const readOnly = mayChange ? null : (
    <span className="text-[0.8125rem] text-muted-foreground">{t("people.readOnly")}</span>
  );
  return (
    <>
      <h1 translate="no" className="text-2xl font-semibold tracking-tight [overflow-wrap:anywhere]">
        {name}
      </h1>
      <Panel title={t("people.people")} aside={readOnly}>
        <PeopleList
          organization={{ id: organizationId, name }}
          people={listedMembers(people.people, locale)}
          viewerId={viewerId}
          roles={membershipChoices(t)}
          empty={t("staffOrganizations.noPeople")}
          manage={mayChange ? { changeRole: actions.changeRole, remove: actions.remove } : null}
          leave={actions.leave}
        />
      </Panel>
      <CursorLinks
        first={organizationUrl({ in: organizationId })}
        isFirst={!after}
        next={
          people.nextCursor
            ? organizationUrl({ in: organizationId, after: people.nextCursor })
            : null
        }
        labels={{ first: t("people.first"), next: t("people.next") }}
      />
      {invitations ? <Invitations {...invitations} hasManager={people.hasManager} /> : null}
      <Panel title={t("people.settings")} aside={readOnly}>
        <OrganizationSetting
          organization={settings}
          name="useReferences"
          change={actions.changeSettings}
        />
        <div className="border-t">
          <OrganizationSetting
            organization={settings}
            name="asksReason"
            change={actions.changeSettings}
          />
        </div>
        {secondFactor ? (
          <div className="border-t">
            <SecondFactorSetting {...secondFactor} />
          </div>
        ) : null}
        <div className="border-t px-4 py-4">
          <BusinessHours
            organizationId={organizationId}
            hours={settings.hours}
            typed={typedHours}
            viewerId={viewerId}
            mayChange={mayChange}
            locale={locale}
          />
        </div>
        {mayChange ? (
          <div className="border-t px-4 py-4">
            <RenameButton id={organizationId} name={name} action={actions.rename} />
          </div>
        ) : null}
      </Panel>
      {templates}
      {webhooks ? <WebhooksPanel {...webhooks} /> : null}
    </>
  );
}
