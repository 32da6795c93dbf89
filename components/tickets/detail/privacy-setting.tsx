import { SavedState } from "@/components/settings/saved-state";
import { SettingFailure } from "@/components/settings/setting-failure";
import { useSavedSetting } from "@/components/settings/use-saved-setting";
import { Field } from "@/components/ui/form/field";
import { Select } from "@/components/ui/form/select";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

interface Privacy {
  ticketId: string;
  isPrivate: boolean;
}

/** A server action; it refreshes the page itself. */
export type SetPrivacy = (input: Privacy) => Promise<Result<Privacy>>;

export interface PrivacySettingProps extends Privacy {
  providerName: string;
  set: SetPrivacy;
}

/** For the person who filed the ticket. */
export function PrivacySetting({ ticketId, isPrivate, providerName, set }: PrivacySettingProps) {
  const t = useTexts();
  const setting = useSavedSetting({ ticketId, isPrivate }, set);
  const { shown, pending, saved, failure, retry, isHydrated } = setting;
  return (
    <div className="relative grid gap-3 border-t px-4 py-4 text-[0.8125rem] print:hidden">
      <Field
        id="privacy"
        label={t("privacy.label")}
        help={t("privacy.help", { provider: providerName })}
      >
        {(control) => (
          <Select
            {...control}
            value={shown.isPrivate ? "me" : "organization"}
            disabled={!isHydrated}
            onChange={(event) => setting.set({ ticketId, isPrivate: event.target.value === "me" })}
          >
            <option value="organization">{t("privacy.organization")}</option>
            <option value="me">{t("privacy.me")}</option>
          </Select>
        )}
      </Field>
      <div className="absolute end-4 top-3.5">
        <SavedState pending={pending} saved={saved} />
      </div>
      <SettingFailure failure={failure} retry={retry} />
    </div>
  );
}
