"use client";

import { useId } from "react";

import { SavedState } from "@/components/settings/saved-state";
import { SettingFailure } from "@/components/settings/setting-failure";
import { useSavedSetting } from "@/components/settings/use-saved-setting";
import { Checkbox } from "@/components/ui/form/checkbox";
import { Select } from "@/components/ui/form/select";
import type { NoticeKind } from "@/lib/notices/kinds";
import type { NoticeChoice, NoticeChoiceInput } from "@/lib/notifications/settings/schemas";
import type { Result } from "@/lib/result";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { KIND_GRID } from "./kind-grid";

/** Server action that refreshes the page. */
export type ChangeChoice = (input: NoticeChoiceInput) => Promise<Result<NoticeChoice>>;

interface KindRowProps extends NoticeChoice {
  kind: NoticeKind;
  isMailedElsewhere: boolean;
  sendsMail: boolean;
  change: ChangeChoice;
}

const MODES = ["off", "now", "digest"] as const satisfies Array<NoticeChoice["mail"]>;

/** Channels of one kind. Saves each change at once. */
export function KindRow(props: KindRowProps) {
  const { kind, in_app, mail, push, isMailedElsewhere, sendsMail, change } = props;
  const t = useTexts();
  const id = useId();
  const { shown, set, retry, pending, saved, failure, isHydrated } = useSavedSetting(
    { in_app, mail, push },
    (choice: NoticeChoice) => change({ kind, choice }),
  );
  return (
    <div role="group" aria-labelledby={id} className="py-3">
      <div className={cn(KIND_GRID, "grid-cols-[minmax(0,1fr)_auto] items-center gap-y-1")}>
        <p id={id} className="font-medium">
          {t(`noticeSettings.kind.${kind}`)}
        </p>
        <label className="flex min-h-10 items-center gap-3 max-sm:col-start-1">
          <Checkbox
            checked={shown.in_app}
            disabled={!isHydrated}
            onChange={(event) => set({ ...shown, in_app: event.target.checked })}
          />
          <span className="sm:sr-only">{t("noticeSettings.inApp")}</span>
        </label>
        {sendsMail ? (
          <div className="flex items-center gap-3 max-sm:col-span-2">
            {isMailedElsewhere ? (
              <p className="text-muted-foreground">
                <span className="sm:sr-only">{t("noticeSettings.mail")}: </span>
                {t("noticeSettings.always")}
              </p>
            ) : (
              <>
                <label htmlFor={`${id}-mail`} className="sm:sr-only">
                  {t("noticeSettings.mail")}
                </label>
                <div className="min-w-0 flex-1">
                  <Select
                    id={`${id}-mail`}
                    value={shown.mail}
                    disabled={!isHydrated}
                    onChange={(event) => {
                      const mode = MODES.find((one) => one === event.target.value);
                      if (mode) set({ ...shown, mail: mode });
                    }}
                  >
                    {MODES.map((mode) => (
                      <option key={mode} value={mode}>
                        {t(`noticeSettings.mode.${mode}`)}
                      </option>
                    ))}
                  </Select>
                </div>
              </>
            )}
          </div>
        ) : (
          <span className="max-sm:hidden" />
        )}
        <label className="flex min-h-10 items-center gap-3 max-sm:col-start-1">
          <Checkbox
            checked={shown.push}
            disabled={!isHydrated}
            onChange={(event) => set({ ...shown, push: event.target.checked })}
          />
          <span className="sm:sr-only">{t("noticeSettings.push.column")}</span>
        </label>
        <div className="max-sm:col-start-2 max-sm:row-start-1">
          <SavedState pending={pending} saved={saved} />
        </div>
      </div>
      <div className={cn("px-4", failure && "pt-2")}>
        <SettingFailure failure={failure} retry={retry} />
      </div>
    </div>
  );
}
