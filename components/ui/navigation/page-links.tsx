import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Route } from "next";

import { buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";
import { useTexts } from "#texts";

interface PageLinksProps {
  /** Starts at 1. */
  page: number;
  /** There is a next page. */
  more: boolean;
  url: (page: number) => Route;
}

/** Links to the previous and next page of a list; nothing for a single page. */
export function PageLinks({ page, more, url }: PageLinksProps) {
  const t = useTexts();
  if (page === 1 && !more) return null;
  const className = buttonVariants({ variant: "secondary", size: "small" });
  return (
    <nav aria-label={t("pages.label")} className="flex items-center justify-between gap-3">
      {page > 1 ? (
        <Link href={url(page - 1)} className={className}>
          <ChevronLeft aria-hidden />
          {t("pages.previous")}
        </Link>
      ) : (
        <span />
      )}
      <span className="text-[0.8125rem] text-muted-foreground">{t("pages.page", { page })}</span>
      {more ? (
        <Link href={url(page + 1)} className={className}>
          {t("pages.next")}
          <ChevronRight aria-hidden />
        </Link>
      ) : (
        <span />
      )}
    </nav>
  );
}
