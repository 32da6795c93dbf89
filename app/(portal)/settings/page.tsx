import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { SettingsView } from "@/components/settings/settings-view";
import { forViewer } from "@/lib/auth/page-viewer";
import { isStaff } from "@/lib/auth/permissions";
import { deviceTimeZone, requireViewer } from "@/lib/auth/viewer";
import { organizationSettings } from "@/lib/organizations/queries";
import { requestTexts } from "@/lib/server/request-texts";
import { personSettings } from "@/lib/settings/queries";

import { changeOrganizationSettingsAction, changePersonSettingsAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("settings.title") };
}

export default async function SettingsPage() {
  const viewer = await requireViewer();
  const [person, organizations, deviceZone] = await Promise.all([
    personSettings(viewer),
    organizationSettings(viewer),
    deviceTimeZone(),
  ]);
  return (
    <PageTexts features={["settings"]}>
      <SettingsView
        person={person}
        timeZones={{
          device: deviceZone ?? "UTC",
          all: ["UTC", ...Intl.supportedValuesOf("timeZone")],
        }}
        changePerson={forViewer(viewer, changePersonSettingsAction)}
        organizations={isStaff(viewer) && organizations.length === 0 ? null : organizations}
        change={forViewer(viewer, changeOrganizationSettingsAction)}
      />
    </PageTexts>
  );
}
