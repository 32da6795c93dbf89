import type { Metadata } from "next";

import { SettingsView } from "@/components/settings/settings-view";
import { forViewer } from "@/lib/auth/page-viewer";
import { requireViewer } from "@/lib/auth/viewer";
import { organizationSettings } from "@/lib/organizations/queries";

import { changeOrganizationSettingsAction } from "./actions";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const viewer = await requireViewer();
  return (
    <SettingsView
      organizations={await organizationSettings(viewer)}
      change={forViewer(viewer, changeOrganizationSettingsAction)}
    />
  );
}
