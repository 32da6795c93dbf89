"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";

import { buttonVariants } from "@/components/ui/button";
import { LinkPending } from "@/components/ui/navigation/link-pending";
import type { Audience } from "@/lib/routes";
import type { TicketFilters } from "@/lib/tickets/schemas";

import { filterUrl } from "../filters/filter-url";

interface PagerProps {
  audience: Audience;
  filters: TicketFilters;
  nextCursor: string | null;
}

const LABELS = {
  activity: { onward: "Older tickets", back: "Back to newest" },
  oldest: { onward: "Newer tickets", back: "Back to oldest" },
};

/** Links to the next and the first page; pages of a changing list have no numbers. */
export function Pager({ audience, filters, nextCursor }: PagerProps) {
  if (!nextCursor && !filters.after) return null;
  const words = LABELS[filters.sort];
  const looks = buttonVariants({ variant: "secondary", size: "small" });
  return (
    <nav aria-label="Pages" className="flex justify-between gap-2">
      {filters.after ? (
        <Link href={filterUrl(audience, filters)} prefetch={false} className={looks}>
          <LinkPending>
            <ArrowUp aria-hidden />
          </LinkPending>
          {words.back}
        </Link>
      ) : (
        <span />
      )}
      {nextCursor ? (
        <Link href={filterUrl(audience, filters, nextCursor)} prefetch={false} className={looks}>
          {words.onward}
          <LinkPending>
            <ArrowDown aria-hidden />
          </LinkPending>
        </Link>
      ) : null}
    </nav>
  );
}
