import type { ReactNode } from "react";

import { isolate } from "@/lib/text/direction";
import { useTexts } from "#texts";

interface ReadOnlyProps {
  /** The customer whom staff see the portal as; undefined: the controls work. */
  seenAs: string | undefined;
  /** Shows the reason above the controls, whose group is named by it in any case. */
  showsReason?: boolean;
  children: ReactNode;
}

/** Disables its controls while staff see as a customer. The server refuses as well. */
export function ReadOnly({ seenAs, showsReason = false, children }: ReadOnlyProps) {
  const t = useTexts();
  if (seenAs === undefined) return children;
  const reason = t("seeing.disabled", { name: isolate(seenAs) });
  return (
    <>
      {showsReason ? (
        <p className="rounded-lg border bg-warning-tint px-4 py-3 text-[0.8125rem]">{reason}</p>
      ) : null}
      <fieldset disabled aria-label={reason} title={reason} className="read-only contents">
        {children}
      </fieldset>
    </>
  );
}
