"use client";

import { Field } from "@/components/ui/form/field";
import { Select } from "@/components/ui/form/select";
import { Panel } from "@/components/ui/panel";
import { LANGUAGE_NAMES, languageOf, LANGUAGES } from "@/lib/i18n/languages";
import type { Result } from "@/lib/result";
import type { PersonSettings } from "@/lib/settings/schemas";
import { useTexts } from "#texts";

import { SavedState } from "./saved-state";
import { SettingFailure } from "./setting-failure";
import { useSavedSetting } from "./use-saved-setting";

export interface PersonSettingsFormProps {
  settings: PersonSettings;
  timeZones: { device: string; all: readonly string[] };
  /** A server action; it refreshes the page itself. */
  change: (settings: PersonSettings) => Promise<Result<PersonSettings>>;
}

/** Language and time zone of the signed-in person. Each change is saved at once. */
export function PersonSettingsForm({ settings, timeZones, change }: PersonSettingsFormProps) {
  const t = useTexts();
  const { shown, set, retry, pending, saved, failure, isHydrated } = useSavedSetting(
    settings,
    change,
  );
  const zones = [shown.timeZone ?? timeZones.device, ...timeZones.all];
  return (
    <Panel title={t("settings.you")} aside={<SavedState pending={pending} saved={saved} />}>
      <div className="grid gap-4 px-4 py-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field id="language" label={t("settings.language")}>
            {(control) => (
              <Select
                {...control}
                value={shown.language}
                disabled={!isHydrated}
                onChange={(event) =>
                  set({ ...shown, language: languageOf(event.target.value) ?? shown.language })
                }
              >
                {LANGUAGES.map((language) => (
                  <option key={language} value={language} lang={language}>
                    {LANGUAGE_NAMES[language]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field id="time-zone" label={t("settings.timeZone")}>
            {(control) => (
              <Select
                {...control}
                value={shown.timeZone ?? ""}
                disabled={!isHydrated}
                onChange={(event) => set({ ...shown, timeZone: event.target.value || null })}
              >
                <option value="">{t("settings.deviceTimeZone", { zone: timeZones.device })}</option>
                {[...new Set(zones)].sort().map((zone) => (
                  <option key={zone} value={zone}>
                    {zone.replaceAll("_", " ")}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <SettingFailure failure={failure} retry={retry} />
      </div>
    </Panel>
  );
}
