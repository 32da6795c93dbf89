"use client";

import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import type { FilterChoice } from "@/lib/tickets/list/types";

/** Options that a page without scripts leaves out. */
export function LateOptions({ choices }: { choices: readonly FilterChoice[] }) {
  const isHydrated = useHydrated();
  return isHydrated
    ? choices.map((choice) => (
        <option key={choice.value} value={choice.value} lang={choice.raw ? "" : undefined}>
          {choice.label}
        </option>
      ))
    : null;
}
