import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import type { Locale } from "@/components/ui/time/format-time";
import type { StaffLook } from "@/lib/audit/types";
import { accessUrl, ticketUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { StaffLookItem } from "./staff-look-item";

interface WhoLookedProps {
  ticketId: string;
  /** Null while folded: they are read only when asked for. */
  looks: readonly StaffLook[] | null;
  locale: Locale;
}

/** For the members of the ticket's organization. */
export function WhoLooked({ ticketId, looks, locale }: WhoLookedProps) {
  const t = useTexts();
  return (
    <Panel id="who-looked" title={t("access.whoLooked")} className="print:hidden">
      {looks === null ? (
        <p className="px-4 py-3 text-[0.8125rem] text-pretty text-muted-foreground">
          {t("access.whoHint")}{" "}
          <Link
            href={ticketUrl("customer", ticketId, { looked: "1" }, "who-looked")}
            className="text-link"
          >
            {t("access.showLooks")}
          </Link>
        </p>
      ) : (
        <>
          <p className="px-4 pt-3 text-[0.8125rem] text-pretty text-muted-foreground">
            {t(looks.length === 0 ? "access.noLooks" : "access.latest")}
          </p>
          <ul aria-label={t("access.list")} className="divide-y empty:hidden">
            {looks.map((look) => (
              <StaffLookItem key={look.id} look={look} locale={locale} hidesTarget />
            ))}
          </ul>
          <p className="px-4 py-3 text-[0.8125rem]">
            <Link href={accessUrl({ ticket: ticketId })} className="text-link">
              {t("access.all")}
            </Link>
          </p>
        </>
      )}
    </Panel>
  );
}
