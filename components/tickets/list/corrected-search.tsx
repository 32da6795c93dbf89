import Link from "next/link";

import type { Audience } from "@/lib/routes";
import type { SearchCorrection } from "@/lib/tickets/list/types";
import type { TicketFilters } from "@/lib/tickets/schemas";
import { useTexts } from "#texts";

import { filterUrl } from "../filters/filter-url";

interface CorrectedSearchProps {
  audience: Audience;
  filters: TicketFilters;
  correction?: SearchCorrection;
}

/** Empty without a correction, so that one is announced. */
export function CorrectedSearch({ audience, filters, correction }: CorrectedSearchProps) {
  const t = useTexts();
  return (
    <p role="status" className="text-sm empty:hidden">
      {correction ? (
        <>
          {t.rich("tickets.corrected.showing", {
            words: () => <strong>{correction.shown}</strong>,
          })}{" "}
          <Link
            href={filterUrl(audience, { ...filters, q: correction.exact })}
            prefetch={false}
            className="font-medium text-primary underline"
          >
            {t("tickets.corrected.exactly", { typed: correction.typed })}
          </Link>
        </>
      ) : null}
    </p>
  );
}
