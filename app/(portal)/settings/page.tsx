import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { readTheme } from "@/app/theme";
import { SettingsView } from "@/components/settings/settings-view";
import { ReadOnly } from "@/components/shell/seeing/read-only";
import { forViewer } from "@/lib/auth/page-viewer";
import { isStaff } from "@/lib/auth/permissions";
import { deviceTimeZone } from "@/lib/auth/session-cookie";
import { requireViewer } from "@/lib/auth/viewer";
import { requestTexts } from "@/lib/server/request-texts";
import { personSettings } from "@/lib/settings/queries";

import { changePersonSettingsAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("settings.title") };
}

export default async function SettingsPage() {
  const viewer = await requireViewer();
  const [person, deviceZone, theme] = await Promise.all([
    personSettings(viewer),
    deviceTimeZone(),
    readTheme(),
  ]);
  return (
    <PageTexts features={["settings"]}>
      <ReadOnly seenAs={viewer.seenBy && viewer.name} showsReason>
        <SettingsView
          person={person}
          timeZones={{
            device: deviceZone ?? "UTC",
            all: ["UTC", ...Intl.supportedValuesOf("timeZone")],
          }}
          changePerson={forViewer(viewer, changePersonSettingsAction)}
          theme={theme}
          hasOrganization={viewer.memberships.length > 0}
          isStaff={isStaff(viewer)}
        />
      </ReadOnly>
    </PageTexts>
  );
}
