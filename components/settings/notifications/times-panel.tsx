"use client";

import { SavedState } from "@/components/settings/saved-state";
import { SettingFailure } from "@/components/settings/setting-failure";
import { useSavedSetting } from "@/components/settings/use-saved-setting";
import { Checkbox } from "@/components/ui/form/checkbox";
import { Field } from "@/components/ui/form/field";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import type { NoticeTimes } from "@/lib/notifications/settings/schemas";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

import { MinuteSelect } from "./minute-select";

/** Server action that refreshes the page. */
export type ChangeTimes = (times: NoticeTimes) => Promise<Result<NoticeTimes>>;

interface TimesPanelProps {
  times: NoticeTimes;
  /** Null: times are in UTC. */
  timeZone: string | null;
  /** Only mails come as a digest. */
  sendsMail: boolean;
  change: ChangeTimes;
}

const USUAL_QUIET = { from: 22 * 60, until: 7 * 60 };

/** Digest hour and quiet hours. Saves each change at once. */
export function TimesPanel({ times, timeZone, sendsMail, change }: TimesPanelProps) {
  const t = useTexts();
  const setting = useSavedSetting(times, change);
  const { shown, set, isHydrated } = setting;
  const { digestAt, quiet } = shown;
  return (
    <Panel
      title={t("noticeSettings.times")}
      aside={<SavedState pending={setting.pending} saved={setting.saved} />}
    >
      <div className="grid gap-5 px-4 py-4">
        {sendsMail ? (
          <div className="max-w-60">
            <Field
              id="digest-at"
              label={t("noticeSettings.digestAt")}
              help={t("noticeSettings.digestHelp")}
            >
              {(control) => (
                <MinuteSelect
                  {...control}
                  minute={digestAt}
                  disabled={!isHydrated}
                  onPick={(minute) => set({ ...shown, digestAt: minute })}
                />
              )}
            </Field>
          </div>
        ) : null}
        <div className="flex items-start gap-3">
          <span className="flex h-6 items-center">
            <Checkbox
              id="quiet-hours"
              checked={quiet !== null}
              disabled={!isHydrated}
              aria-describedby="quiet-hours-help"
              onChange={(event) =>
                set({ ...shown, quiet: event.target.checked ? USUAL_QUIET : null })
              }
            />
          </span>
          <div className="grid min-w-0 gap-1">
            <label htmlFor="quiet-hours" className="leading-6 font-medium">
              {t("noticeSettings.quiet")}
            </label>
            <p id="quiet-hours-help" className="max-w-[62ch] text-pretty text-muted-foreground">
              {t("noticeSettings.quietHelp")}
            </p>
          </div>
        </div>
        {quiet ? (
          <div className="grid max-w-md grid-cols-2 gap-4">
            <Field id="quiet-from" label={t("noticeSettings.quietFrom")}>
              {(control) => (
                <MinuteSelect
                  {...control}
                  minute={quiet.from}
                  except={quiet.until}
                  disabled={!isHydrated}
                  onPick={(from) => set({ ...shown, quiet: { ...quiet, from } })}
                />
              )}
            </Field>
            <Field id="quiet-until" label={t("noticeSettings.quietUntil")}>
              {(control) => (
                <MinuteSelect
                  {...control}
                  minute={quiet.until}
                  except={quiet.from}
                  disabled={!isHydrated}
                  onPick={(until) => set({ ...shown, quiet: { ...quiet, until } })}
                />
              )}
            </Field>
          </div>
        ) : null}
        <SettingFailure failure={setting.failure} retry={setting.retry} />
        <p className="text-pretty text-muted-foreground">
          {timeZone
            ? t("noticeSettings.zone", { zone: timeZone.replaceAll("_", " ") })
            : t("noticeSettings.noZone")}{" "}
          <Link href="/settings" className="font-medium text-primary underline">
            {t(timeZone ? "noticeSettings.changeZone" : "noticeSettings.chooseZone")}
          </Link>
        </p>
      </div>
    </Panel>
  );
}
