import { Building2 } from "lucide-react";
import type { Route } from "next";

import type { Theme } from "@/components/shell/theme";
import { ThemeChoice } from "@/components/shell/theme-choice";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { accessUrl, notificationSettingsUrl, organizationUrl, securityUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { PersonSettingsForm, type PersonSettingsFormProps } from "./person-settings-form";

interface SettingsViewProps {
  person: PersonSettingsFormProps["settings"];
  timeZones: PersonSettingsFormProps["timeZones"];
  changePerson: PersonSettingsFormProps["change"];
  theme: Theme;
  hasOrganization: boolean;
  isStaff: boolean;
}

export function SettingsView({
  person,
  timeZones,
  changePerson,
  theme,
  hasOrganization,
  isStaff,
}: SettingsViewProps) {
  const t = useTexts();
  return (
    <div className="grid max-w-3xl gap-5">
      <h1 className="text-2xl font-semibold tracking-tight">{t("settings.title")}</h1>
      <PersonSettingsForm settings={person} timeZones={timeZones} change={changePerson} />
      <Panel title={t("settings.appearance")}>
        <div className="max-w-80 px-4 py-4">
          <ThemeChoice current={theme} />
        </div>
      </Panel>
      <LinkPanel
        title={t("settings.security")}
        help={t("settings.securityHelp")}
        href={securityUrl()}
        label={t("settings.openSecurity")}
      />
      <LinkPanel
        title={t("settings.notifications")}
        help={t("settings.notificationsHelp")}
        href={notificationSettingsUrl()}
        label={t("settings.openNotifications")}
      />
      {hasOrganization ? (
        <LinkPanel
          title={t("settings.organization")}
          help={t("settings.organizationHelp")}
          href={organizationUrl()}
          label={t("settings.openOrganization")}
        />
      ) : null}
      {hasOrganization ? (
        <LinkPanel
          title={t("settings.access")}
          help={t("settings.accessHelp")}
          href={accessUrl()}
          label={t("settings.openAccess")}
        />
      ) : null}
      {hasOrganization || isStaff ? null : (
        <Card>
          <EmptyState icon={Building2} title={t("settings.noOrganization")}>
            {t("settings.noOrganizationHint")}
          </EmptyState>
        </Card>
      )}
    </div>
  );
}

interface LinkPanelProps {
  title: string;
  help: string;
  href: Route;
  label: string;
}

/** Settings that have a page of their own. */
function LinkPanel({ title, help, href, label }: LinkPanelProps) {
  return (
    <Panel title={title}>
      <p className="px-4 py-4 text-muted-foreground">
        {help}{" "}
        <Link href={href} className="font-medium text-primary underline">
          {label}
        </Link>
      </p>
    </Panel>
  );
}
