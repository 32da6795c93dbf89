import type { Route } from "next";

import { buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";
import { useTexts } from "#texts";

interface CursorLinksProps {
  first: Route;
  isFirst: boolean;
  /** Null on the last page. */
  next: Route | null;
  labels: { first: string; next: string };
}

/** Links of a list that is read page by page, each after the one before. */
export function CursorLinks({ first, isFirst, next, labels }: CursorLinksProps) {
  const t = useTexts();
  if (isFirst && !next) return null;
  const className = buttonVariants({ variant: "secondary", size: "small" });
  return (
    <nav aria-label={t("pages.label")} className="flex justify-between gap-2">
      {isFirst ? (
        <span />
      ) : (
        <Link href={first} className={className}>
          {labels.first}
        </Link>
      )}
      {next ? (
        <Link href={next} className={className}>
          {labels.next}
        </Link>
      ) : null}
    </nav>
  );
}
