"use client";

import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import type { FilterChoices } from "@/lib/tickets/list/types";

import { useFilterChoices } from "./filter-choices";

/** Options other than `present`, which are left out until scripts have loaded. */
export function LateOptions({ name, present }: { name: keyof FilterChoices; present: string }) {
  const choices = useFilterChoices(useHydrated())?.[name] ?? [];
  return choices
    .filter((choice) => choice.value !== present)
    .map((choice) => (
      <option key={choice.value} value={choice.value} lang={choice.raw ? "" : undefined}>
        {choice.label}
      </option>
    ));
}
