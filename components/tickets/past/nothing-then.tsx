import { Inbox } from "lucide-react";

import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { exactTime, type Locale } from "@/components/ui/time/format-time";
import { useTexts } from "#texts";

import type { PastMoment } from "./past-moment";

/** True before the first account was connected: then filters did not empty the list. */
export const knewNothing = ({ at, readSince }: PastMoment): boolean =>
  readSince === null || at < readSince;

/** Replaces an empty list of the past, unless only its filters emptied it. */
export function NothingThen({ past, locale }: { past: PastMoment; locale: Locale }) {
  const t = useTexts();
  const { readSince } = past;
  return (
    <Card>
      <EmptyState icon={Inbox} title={t("past.nothing")}>
        {readSince
          ? t("past.readSince", { time: exactTime(readSince, locale) })
          : t("past.noAccount")}
      </EmptyState>
    </Card>
  );
}
