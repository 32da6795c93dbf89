import { ArrowDown, ArrowUp, ArrowUpToLine } from "lucide-react";

import { buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";
import { LinkPending } from "@/components/ui/navigation/link-pending";
import type { Audience } from "@/lib/routes";
import type { TicketPageView } from "@/lib/tickets/list/types";
import type { TicketFilters } from "@/lib/tickets/schemas";

import { filterUrl } from "../filters/filter-url";

interface PagerProps extends Pick<TicketPageView, "nextCursor" | "previousCursor"> {
  audience: Audience;
  filters: TicketFilters;
  labels: { pages: string; next: string; previous: string; first: string };
}

/** Links to the next, the previous and the first page; pages of a changing list have no numbers. */
export function Pager({ audience, filters, nextCursor, previousCursor, labels }: PagerProps) {
  if (!nextCursor && !previousCursor) return null;
  const className = buttonVariants({ variant: "secondary", size: "small" });
  return (
    <nav aria-label={labels.pages} data-pager="" className="flex flex-wrap justify-between gap-2">
      <span className="flex flex-wrap gap-2">
        {previousCursor ? (
          <>
            <Link href={filterUrl(audience, filters)} className={className}>
              <LinkPending>
                <ArrowUpToLine aria-hidden />
              </LinkPending>
              {labels.first}
            </Link>
            <Link
              href={filterUrl(audience, filters, { before: previousCursor })}
              className={className}
            >
              <LinkPending>
                <ArrowUp aria-hidden />
              </LinkPending>
              {labels.previous}
            </Link>
          </>
        ) : null}
      </span>
      {nextCursor ? (
        <Link href={filterUrl(audience, filters, { after: nextCursor })} className={className}>
          {labels.next}
          <LinkPending>
            <ArrowDown aria-hidden />
          </LinkPending>
        </Link>
      ) : null}
    </nav>
  );
}
