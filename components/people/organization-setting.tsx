"use client";

import { SettingSwitch } from "@/components/settings/setting-switch";
import { useSavedSetting } from "@/components/settings/use-saved-setting";
import type { OrganizationSettings } from "@/lib/organizations/queries";
import type { OrganizationSettingsInput } from "@/lib/organizations/schemas";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

/** A server action; it refreshes the page itself. */
export type ChangeOrganization = (
  input: OrganizationSettingsInput,
) => Promise<Result<OrganizationSettingsInput>>;

const TEXTS = {
  useReferences: { label: "settings.reference", help: "settings.referenceHelp" },
  asksReason: { label: "settings.asksReason", help: "settings.asksReasonHelp" },
} as const;

interface OrganizationSettingProps {
  organization: OrganizationSettings;
  name: keyof typeof TEXTS;
  change: ChangeOrganization;
}

/** A setting of the organization that is on or off. */
export function OrganizationSetting({ organization, name, change }: OrganizationSettingProps) {
  const t = useTexts();
  const { organizationId, mayChange } = organization;
  const given = (isOn: boolean): OrganizationSettingsInput => ({ organizationId, [name]: isOn });
  const setting = useSavedSetting(given(organization[name]), change);
  return (
    <SettingSwitch
      id={`${name}-${organizationId}`}
      label={t(TEXTS[name].label)}
      help={t(TEXTS[name].help)}
      setting={setting}
      isOn={setting.shown[name] ?? false}
      onChange={mayChange ? (isOn) => setting.set(given(isOn)) : undefined}
    />
  );
}
