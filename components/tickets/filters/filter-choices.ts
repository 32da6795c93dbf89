import { createContext, useContext, useMemo } from "react";

import { fromJsonText, type JsonText } from "@/lib/text/json-text";
import type { FilterChoices } from "@/lib/tickets/list/types";

/** Choices of the surrounding form, sent to the browser only once. */
export const FilterChoicesContext = createContext<JsonText<FilterChoices> | null>(null);

/** Null in a form without choices, and while `isWanted` is false. */
export function useFilterChoices(isWanted: boolean): FilterChoices | null {
  const text = useContext(FilterChoicesContext);
  return useMemo(() => (text && isWanted ? fromJsonText(text) : null), [text, isWanted]);
}
