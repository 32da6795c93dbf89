"use client";

import { SettingSwitch } from "@/components/settings/setting-switch";
import { useSavedSetting } from "@/components/settings/use-saved-setting";
import type { OrganizationSettings } from "@/lib/organizations/queries";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

/** A server action; it refreshes the page itself. */
export type ChangeOrganization = (input: {
  organizationId: string;
  useReferences: boolean;
}) => Promise<Result<{ organizationId: string; useReferences: boolean }>>;

interface ReferenceSettingProps {
  organization: OrganizationSettings;
  change: ChangeOrganization;
}

/** Toggles the reference at the end of the organization's messages. */
export function ReferenceSetting({ organization, change }: ReferenceSettingProps) {
  const t = useTexts();
  const { organizationId, useReferences, mayChange } = organization;
  const setting = useSavedSetting({ organizationId, useReferences }, change);
  return (
    <SettingSwitch
      id={`references-${organizationId}`}
      label={t("settings.reference")}
      help={t("settings.referenceHelp")}
      setting={setting}
      isOn={setting.shown.useReferences}
      onChange={
        mayChange ? (isOn) => setting.set({ organizationId, useReferences: isOn }) : undefined
      }
    />
  );
}
