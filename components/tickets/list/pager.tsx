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
  activity: { next: "Older tickets", first: "Back to newest" },
  oldest: { next: "Newer tickets", first: "Back to oldest" },
};

/** Links to the next and the first page; pages of a changing list have no numbers. */
export function Pager({ audience, filters, nextCursor }: PagerProps) {
  if (!nextCursor && !filters.after) return null;
  const labels = LABELS[filters.sort];
  const className = buttonVariants({ variant: "secondary", size: "small" });
  return (
    <nav aria-label="Pages" data-pager="" className="flex justify-between gap-2">
      {filters.after ? (
        <Link href={filterUrl(audience, filters)} prefetch={false} className={className}>
          <LinkPending>
            <ArrowUp aria-hidden />
          </LinkPending>
          {labels.first}
        </Link>
      ) : (
        <span />
      )}
      {nextCursor ? (
        <Link
          href={filterUrl(audience, filters, nextCursor)}
          prefetch={false}
          className={className}
        >
          {labels.next}
          <LinkPending>
            <ArrowDown aria-hidden />
          </LinkPending>
        </Link>
      ) : null}
    </nav>
  );
}
