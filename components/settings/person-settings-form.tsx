"use client";

import { startTransition as startUpdate, useOptimistic, useState, useTransition } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Field } from "@/components/ui/form/field";
import { Select } from "@/components/ui/form/select";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { LANGUAGE_NAMES, LANGUAGES } from "@/lib/i18n/languages";
import type { Failure, Result } from "@/lib/result";
import type { PersonSettings } from "@/lib/settings/schemas";
import { useTexts } from "#texts";

import { SavedState } from "./saved-state";

export interface PersonSettingsFormProps {
  settings: PersonSettings;
  timeZones: { device: string; all: readonly string[] };
  /** A server action; it refreshes the page itself. */
  change: (settings: PersonSettings) => Promise<Result<PersonSettings>>;
}

/** Language and time zone of the signed-in person. Each change is saved at once. */
export function PersonSettingsForm({ settings, timeZones, change }: PersonSettingsFormProps) {
  const t = useTexts();
  // Until the refreshed page has arrived, not only the answer.
  const [shown, setShown] = useOptimistic(settings);
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saved, setSaved] = useState(false);
  const isHydrated = useHydrated();

  function set(changed: Partial<PersonSettings>) {
    const next = { ...shown, ...changed };
    setFailure(null);
    setSaved(false);
    startTransition(async () => {
      setShown(next);
      const result = await actionResult(t, change(next));
      startUpdate(() => {
        if (result.ok) setSaved(true);
        else setFailure(result);
      });
    });
  }

  return (
    <div className="grid gap-4 px-4 py-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field id="language" label={t("settings.language")}>
          {(control) => (
            <Select
              {...control}
              value={shown.language}
              disabled={!isHydrated}
              onChange={(event) =>
                set({ language: LANGUAGES.find((each) => each === event.target.value) })
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
              onChange={(event) => set({ timeZone: event.target.value || null })}
            >
              <option value="">{t("settings.deviceTimeZone", { zone: timeZones.device })}</option>
              {timeZones.all.map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll("_", " ")}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <SavedState pending={pending} saved={saved} />
      <div aria-live="polite" className="empty:hidden">
        {failure ? <FailureAlert failure={failure} title={t("settings.notChanged")} /> : null}
      </div>
    </div>
  );
}
