import { Building2 } from "lucide-react";
import Link from "next/link";

import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { OrganizationSettings } from "@/lib/organizations/queries";
import { securityUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { PersonSettingsForm, type PersonSettingsFormProps } from "./person-settings-form";
import { type ChangeOrganization, ReferenceSetting } from "./reference-setting";

interface SettingsViewProps {
  person: PersonSettingsFormProps["settings"];
  timeZones: PersonSettingsFormProps["timeZones"];
  changePerson: PersonSettingsFormProps["change"];
  /** Null for staff, who need none. */
  organizations: readonly OrganizationSettings[] | null;
  change: ChangeOrganization;
}

export function SettingsView({
  person,
  timeZones,
  changePerson,
  organizations,
  change,
}: SettingsViewProps) {
  const t = useTexts();
  return (
    <div className="grid max-w-3xl gap-5">
      <h1 className="text-2xl font-semibold tracking-tight">{t("settings.title")}</h1>
      <PersonSettingsForm settings={person} timeZones={timeZones} change={changePerson} />
      <Panel title={t("settings.security")}>
        <p className="px-4 py-4 text-muted-foreground">
          {t("settings.securityHelp")}{" "}
          <Link href={securityUrl()} className="font-medium text-primary underline">
            {t("settings.openSecurity")}
          </Link>
        </p>
      </Panel>
      {organizations?.length === 0 ? (
        <Card>
          <EmptyState icon={Building2} title={t("settings.noOrganization")}>
            {t("settings.noOrganizationHint")}
          </EmptyState>
        </Card>
      ) : null}
      {organizations?.map((organization) => (
        <Panel
          key={organization.organizationId}
          title={organization.name}
          aside={
            organization.mayChange ? null : (
              <span className="text-[0.8125rem] text-muted-foreground">
                {t("settings.changedByManagers")}
              </span>
            )
          }
        >
          <ReferenceSetting organization={organization} change={change} />
        </Panel>
      ))}
    </div>
  );
}
