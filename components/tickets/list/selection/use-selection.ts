"use client";

import { type MouseEvent, useRef, useState } from "react";

import { MAX_SELECTED } from "@/lib/tickets/filter-names";

export interface Selection {
  /** Ids on this page, in the order of the rows. */
  ids: readonly string[];
  isFull: boolean;
  /** Something was selected since the page was opened. */
  wasUsed: boolean;
  has: (id: string) => boolean;
  /** With Shift, selects everything from the last row that was chosen. */
  toggle: (id: string, event: MouseEvent<HTMLInputElement>) => void;
  setAll: (isSelected: boolean) => void;
}

/** Rows that have left the page are no longer selected. */
export function useSelection(rowIds: readonly string[]): Selection {
  const [selected, setSelected] = useState<ReadonlySet<string> | null>(null);
  const last = useRef<string | null>(null);
  const ids = rowIds.filter((id) => selected?.has(id));

  function toggle(id: string, event: MouseEvent<HTMLInputElement>): void {
    const { checked } = event.currentTarget;
    const [from, to] = [rowIds.indexOf(last.current ?? ""), rowIds.indexOf(id)];
    const range =
      event.shiftKey && from !== -1
        ? rowIds.slice(Math.min(from, to), Math.max(from, to) + 1)
        : [id];
    last.current = id;
    const others = ids.filter((one) => !range.includes(one));
    setSelected(new Set(checked ? [...others, ...range].slice(0, MAX_SELECTED) : others));
  }

  return {
    ids,
    isFull: ids.length >= MAX_SELECTED,
    wasUsed: selected !== null,
    has: (id) => ids.includes(id),
    toggle,
    setAll: (isSelected) => setSelected(new Set(isSelected ? rowIds.slice(0, MAX_SELECTED) : [])),
  };
}
