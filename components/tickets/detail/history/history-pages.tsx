import type { Route } from "next";

import { Link } from "@/components/ui/navigation/link";
import { useTexts } from "#texts";

interface HistoryPagesProps {
  shown: number;
  isOlder: boolean;
  latestUrl: Route;
  /** Null on the last page. */
  olderUrl: Route | null;
}

/** Links to older and newest changes. */
export function HistoryPages({ shown, isOlder, latestUrl, olderUrl }: HistoryPagesProps) {
  const t = useTexts();
  if (!olderUrl && !isOlder) return null;
  return (
    <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1 border-t pt-3 text-muted-foreground">
      <span>{isOlder ? t("history.older") : t("history.latest", { count: shown })}</span>
      {isOlder ? (
        <Link href={latestUrl} className="text-link">
          {t("history.showLatest")}
        </Link>
      ) : null}
      {olderUrl ? (
        <Link href={olderUrl} className="text-link">
          {t("history.showOlder")}
        </Link>
      ) : null}
    </p>
  );
}
