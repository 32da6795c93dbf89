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
  labels: { pages: string; next: string; first: string };
}

/** Links to the next and the first page; pages of a changing list have no numbers. */
export function Pager({ audience, filters, nextCursor, labels }: PagerProps) {
  if (!nextCursor && !filters.after) return null;
  const className = buttonVariants({ variant: "secondary", size: "small" });
  return (
    <nav aria-label={labels.pages} data-pager="" className="flex justify-between gap-2">
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
