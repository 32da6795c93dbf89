import { Download } from "lucide-react";

import { filterUrl } from "@/components/tickets/filters/filter-url";
import { Button, buttonVariants } from "@/components/ui/button";
import { MAX_EXPORTED } from "@/lib/review/export/max-exported";
import { ticketExportUrl } from "@/lib/routes";
import type { TicketFilters } from "@/lib/tickets/schemas";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

const SHEET = "export-tickets";
const TITLE = "export-tickets-title";

interface ExportTicketsProps {
  filters: TicketFilters;
  /** The words that were searched instead of those typed. */
  corrected?: string;
}

/** A native popover: it opens without scripts, and none are loaded for it. */
export function ExportTickets({ filters, corrected }: ExportTicketsProps) {
  const t = useTexts();
  const shown = filterUrl("staff", { ...filters, q: corrected ?? filters.q, view: undefined });
  const search = shown.split("?")[1] ?? "";
  return (
    <div className="md:col-start-3">
      <Button variant="secondary" popoverTarget={SHEET}>
        <Download aria-hidden />
        {t("exports.open")}
      </Button>
      <div
        id={SHEET}
        popover="auto"
        role="dialog"
        aria-labelledby={TITLE}
        className={cn(
          "m-auto w-[28rem] max-w-[calc(100vw-2rem)] rounded-lg border bg-card p-5 text-foreground",
          "shadow-lg backdrop:bg-black/40",
        )}
      >
        <h2 id={TITLE} className="text-lg font-semibold">
          {t("exports.title")}
        </h2>
        <div className="mt-2 grid gap-2 text-sm">
          <p>{t("exports.hint", { most: MAX_EXPORTED })}</p>
          <p>{t("exports.end")}</p>
          <p className="text-muted-foreground">{t("exports.logged")}</p>
        </div>
        <p className="mt-4 flex flex-wrap gap-2">
          {(["csv", "json"] as const).map((format) => (
            <a
              key={format}
              href={ticketExportUrl(format, search)}
              className={buttonVariants({ variant: format === "csv" ? "primary" : "secondary" })}
            >
              {t(`exports.${format}`)}
            </a>
          ))}
          <Button variant="ghost" popoverTarget={SHEET} popoverTargetAction="hide">
            {t("exports.close")}
          </Button>
        </p>
      </div>
    </div>
  );
}
