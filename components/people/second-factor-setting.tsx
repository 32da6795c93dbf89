"use client";

import { useProved } from "@/components/accounts/proof/use-proved";
import { SettingSwitch } from "@/components/settings/setting-switch";
import { useSavedSetting } from "@/components/settings/use-saved-setting";
import type { FactorRequirement } from "@/lib/accounts/second-factor/require";
import type { RequireSecondFactorInput } from "@/lib/accounts/second-factor/schemas";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

export interface SecondFactorSettingProps {
  requirement: FactorRequirement;
  /** A server action; it refreshes the page itself. */
  change: (input: RequireSecondFactorInput) => Promise<Result<RequireSecondFactorInput>>;
}

/** Says in advance how many people will be asked. */
export function SecondFactorSetting({ requirement, change }: SecondFactorSettingProps) {
  const t = useTexts();
  const { organizationId, isRequired, asked, isEmpty, isWaived } = requirement;
  const setting = useSavedSetting({ organizationId, isRequired }, useProved(change));
  return (
    <SettingSwitch
      id={`second-factor-${organizationId}`}
      label={t("memberSecurity.required")}
      help={
        <>
          {t("memberSecurity.help")}{" "}
          {isWaived
            ? t("memberSecurity.waived")
            : isEmpty
              ? null
              : asked.includesViewer
                ? t("memberSecurity.askedYouToo", { count: asked.count })
                : t("memberSecurity.asked", { count: asked.count })}
        </>
      }
      setting={setting}
      isOn={setting.shown.isRequired}
      onChange={(isOn) => setting.set({ organizationId, isRequired: isOn })}
    />
  );
}
