import { SettingSwitch } from "@/components/settings/setting-switch";
import { useSavedSetting } from "@/components/settings/use-saved-setting";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

interface Sensitivity {
  ticketId: string;
  isSensitive: boolean;
}

/** A server action; it refreshes the page itself. */
export type MarkSensitive = (input: Sensitivity) => Promise<Result<Sensitivity>>;

export interface SensitiveSettingProps extends Sensitivity {
  mark: MarkSensitive;
}

/** Keeps the ticket's texts out of emails and pushes. */
export function SensitiveSetting({ ticketId, isSensitive, mark }: SensitiveSettingProps) {
  const t = useTexts();
  const setting = useSavedSetting({ ticketId, isSensitive }, mark);
  return (
    <div className="border-t text-[0.8125rem] print:hidden">
      <SettingSwitch
        id="sensitive"
        label={t("sensitive.label")}
        help={t("sensitive.help")}
        setting={setting}
        isOn={setting.shown.isSensitive}
        onChange={(isOn) => setting.set({ ticketId, isSensitive: isOn })}
      />
    </div>
  );
}
