import type { Route } from "next";

import { buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";
import { useTexts } from "#texts";

interface EntryPagerProps {
  /** Null where there is no such page. */
  newer: Route | null;
  older: Route | null;
  newest: Route;
}

/** Pages of a log that grows at its head have no numbers. */
export function EntryPager({ newer, older, newest }: EntryPagerProps) {
  const t = useTexts();
  if (!newer && !older) return null;
  const className = buttonVariants({ variant: "secondary", size: "small" });
  return (
    <nav aria-label={t("pages.label")} className="flex flex-wrap justify-between gap-2">
      <span className="flex flex-wrap gap-2">
        {newer ? (
          <>
            <Link href={newest} className={className}>
              {t("audit.newest")}
            </Link>
            <Link href={newer} className={className}>
              {t("audit.newer")}
            </Link>
          </>
        ) : null}
      </span>
      {older ? (
        <Link href={older} className={className}>
          {t("audit.older")}
        </Link>
      ) : null}
    </nav>
  );
}
