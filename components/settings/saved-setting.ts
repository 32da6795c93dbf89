import { isUnanswered } from "@/components/feedback/is-unanswered";
import type { Failure, Result } from "@/lib/result";

export interface SavedSetting<Setting> {
  /** Number of the latest change. */
  latest: number;
  saved: boolean;
  failure: Failure | null;
  /** A choice without an answer, which may or may not be saved. */
  unanswered: Setting | null;
}

export type SettingEvent<Setting> =
  | { type: "changed"; change: number }
  | { type: "answered"; change: number; setting: Setting; result: Result<unknown> };

export const UNCHANGED: SavedSetting<never> = {
  latest: 0,
  saved: false,
  failure: null,
  unanswered: null,
};

/** Changes are answered in their order; only the latest one's answer is reported. */
export function settingReducer<Setting>(
  state: SavedSetting<Setting>,
  event: SettingEvent<Setting>,
): SavedSetting<Setting> {
  if (event.type === "changed")
    return { ...state, latest: event.change, saved: false, failure: null };
  const { change, setting, result } = event;
  const unanswered = result.ok ? null : isUnanswered(result) ? setting : state.unanswered;
  if (change !== state.latest) return { ...state, unanswered };
  return { ...state, saved: result.ok, failure: result.ok ? null : result, unanswered };
}
