import {
  startTransition as startUpdate,
  useOptimistic,
  useReducer,
  useRef,
  useTransition,
} from "react";

import { actionResult } from "@/components/feedback/action-result";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { focusMainContent } from "@/components/ui/navigation/main-content";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

import { type SavedSetting, settingReducer, UNCHANGED } from "./saved-setting";

/** Saves each change at once and shows it meanwhile. `save` refreshes the page. */
export function useSavedSetting<Setting>(
  current: Setting,
  save: (setting: Setting) => Promise<Result<Setting>>,
) {
  const t = useTexts();
  const [{ saved, failure, unanswered }, report] = useReducer(
    settingReducer<Setting>,
    UNCHANGED as SavedSetting<Setting>,
  );
  // Until the refreshed page has arrived, not only the answer.
  const [shown, setShown] = useOptimistic(unanswered ?? current);
  const [pending, startTransition] = useTransition();
  const changes = useRef(0);
  const isHydrated = useHydrated();

  function set(setting: Setting): void {
    const change = ++changes.current;
    report({ type: "changed", change });
    startTransition(async () => {
      setShown(setting);
      const result = await actionResult(t, save(setting));
      startUpdate(() => report({ type: "answered", change, setting, result }));
    });
  }

  function retry(): void {
    set(shown);
    // The pressed button disappears.
    focusMainContent();
  }

  return { shown, set, retry, pending, saved, failure, isHydrated };
}
