import type { ReactNode } from "react";

import { Checkbox } from "@/components/ui/form/checkbox";

import { SavedState } from "./saved-state";
import { SettingFailure } from "./setting-failure";
import type { useSavedSetting } from "./use-saved-setting";

interface SettingSwitchProps {
  id: string;
  label: string;
  help: ReactNode;
  setting: Pick<
    ReturnType<typeof useSavedSetting<unknown>>,
    "retry" | "pending" | "saved" | "failure" | "isHydrated"
  >;
  isOn: boolean;
  /** Absent for those who only see it. */
  onChange?: (isOn: boolean) => void;
}

/** A setting that is on or off. Saves at once. */
export function SettingSwitch({ id, label, help, setting, isOn, onChange }: SettingSwitchProps) {
  const { retry, pending, saved, failure, isHydrated } = setting;
  return (
    <div className="grid gap-3 px-4 py-4">
      <div className="flex items-start gap-3">
        <span className="flex h-6 items-center">
          <Checkbox
            id={id}
            checked={isOn}
            disabled={!onChange || !isHydrated}
            aria-describedby={`${id}-help`}
            onChange={(event) => onChange?.(event.target.checked)}
          />
        </span>
        <div className="grid min-w-0 flex-1 gap-1">
          <div className="flex items-start justify-between gap-3">
            <label htmlFor={id} className="font-medium leading-6">
              {label}
            </label>
            <SavedState pending={pending} saved={saved} />
          </div>
          <p id={`${id}-help`} className="max-w-[62ch] text-pretty text-muted-foreground">
            {help}
          </p>
        </div>
      </div>
      <SettingFailure failure={failure} retry={retry} />
    </div>
  );
}
