import type { ReactNode } from "react";

import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { StaffLook } from "@/lib/audit/types";
import { useTexts } from "#texts";

import { actText } from "./act-text";
import { EntryData } from "./entry-data";
import { EntryTarget } from "./entry-target";

interface StaffLookItemProps {
  look: StaffLook;
  locale: Locale;
  /** The page is about its target. */
  hidesTarget?: boolean;
  /** Shown after the other facts. */
  children?: ReactNode;
}

export function StaffLookItem({ look, locale, hidesTarget = false, children }: StaffLookItemProps) {
  const t = useTexts();
  const { target, reason, count } = look;
  const act = actText(t, look.action);
  return (
    <li className="grid gap-1 px-4 py-3 text-[0.8125rem]">
      <div className="flex flex-wrap justify-between gap-x-4 gap-y-0.5">
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-1.5 [overflow-wrap:anywhere]">
          <span translate="no" lang="" className="font-medium">
            {look.actorName ?? t("access.staff")}
          </span>
          <span>{act ?? <span lang="">{look.action}</span>}</span>
          {look.isOfAll ? <span>{t("access.ofAll")}</span> : null}
          {target && !hidesTarget ? <EntryTarget target={target} /> : null}
        </p>
        <Time at={look.at} locale={locale} show="full" className="text-muted-foreground" />
      </div>
      <div className="flex flex-wrap gap-x-3 gap-y-0.5 text-muted-foreground empty:hidden">
        <EntryData facts={look.facts} />
        {look.seenAsName === null ? null : (
          <span>{t("audit.seenAs", { name: look.seenAsName })}</span>
        )}
        {reason === null ? null : <span>{t("audit.reason", { reason })}</span>}
        {count === null ? null : <span>{t("audit.count", { count })}</span>}
        {look.hasHiddenWords ? <span>{t("access.hidden")}</span> : null}
        {children}
      </div>
    </li>
  );
}
