import { Link } from "@/components/ui/navigation/link";
import type { Audience } from "@/lib/routes";
import type { SearchCorrection } from "@/lib/tickets/list/types";
import type { TicketFilters } from "@/lib/tickets/schemas";
import { useTexts } from "#texts";

import { filterUrl } from "../filters/filter-url";

interface SearchNotesProps {
  audience: Audience;
  filters: TicketFilters;
  correction?: SearchCorrection;
  asText?: readonly string[];
}

const DAY_WORD = /^-?(?:since|until):/i;

/** Says how the search differs from what was typed. Always rendered, so changes are announced. */
export function SearchNotes({ audience, filters, correction, asText = [] }: SearchNotesProps) {
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
            className="font-medium text-primary underline"
          >
            {t("tickets.corrected.exactly", { typed: correction.typed })}
          </Link>
        </>
      ) : null}
      {asText.length > 0
        ? t("tickets.asText", {
            words: asText.map((word) => t("tickets.quoted", { word })).join(", "),
          })
        : null}
      {asText.some((word) => DAY_WORD.test(word)) ? ` ${t("tickets.dayWords")}` : null}
    </p>
  );
}
