import { startTransition as startUpdate, useOptimistic, useState, useTransition } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import type { Failure, Result } from "@/lib/result";
import { useTexts } from "#texts";

/** Saves each change at once and shows it meanwhile. `save` refreshes the page. */
export function useSavedSetting<Setting>(
  current: Setting,
  save: (setting: Setting) => Promise<Result<Setting>>,
) {
  const t = useTexts();
  // Until the refreshed page has arrived, not only the answer.
  const [shown, setShown] = useOptimistic(current);
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saved, setSaved] = useState(false);
  const isHydrated = useHydrated();

  function set(next: Setting): void {
    setFailure(null);
    setSaved(false);
    startTransition(async () => {
      setShown(next);
      const result = await actionResult(t, save(next));
      startUpdate(() => {
        if (result.ok) setSaved(true);
        else setFailure(result);
      });
    });
  }

  return { shown, set, pending, saved, failure, isHydrated };
}
