"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";

import { useTexts } from "#texts";

interface MoreOptionsProps {
  /** The labels of the folded fields. */
  labels: readonly string[];
  /** Opens by itself each time that this becomes true. */
  isNeeded: boolean;
  children: ReactNode;
}

/** Folds the fields that few tickets need. */
export function MoreOptions({ labels, isNeeded, children }: MoreOptionsProps) {
  const t = useTexts();
  const details = useRef<HTMLDetailsElement>(null);
  const [isOpenAtFirst] = useState(isNeeded);
  useEffect(() => {
    if (isNeeded && details.current) details.current.open = true;
  }, [isNeeded]);
  return (
    <details ref={details} open={isOpenAtFirst} className="group">
      <summary className="flex list-none items-center gap-x-2 rounded text-sm">
        <ChevronRight
          aria-hidden
          className="size-3.5 shrink-0 text-primary transition-transform duration-100 group-open:rotate-90"
        />
        <span className="shrink-0 font-medium text-primary">{t("filing.moreOptions")}</span>
        <span aria-hidden className="min-w-0 truncate text-muted-foreground group-open:hidden">
          {labels.join(", ")}
        </span>
      </summary>
      <div className="mt-4 grid gap-7">{children}</div>
    </details>
  );
}
