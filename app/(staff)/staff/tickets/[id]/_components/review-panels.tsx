import { Link } from "@/components/ui/navigation/link";
import type { Locale } from "@/components/ui/time/format-time";
import type { ReviewTicketDetail } from "@/lib/review/types";
import { auditUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { RelatedPanel } from "./related-panel";
import { RequestsPanel } from "./requests-panel";
import { Revisions } from "./revisions/revisions";

interface ReviewPanelsProps {
  ticket: ReviewTicketDetail;
  locale: Locale;
  left: string | undefined;
  right: string | undefined;
  /** The address asks for revisions. */
  isComparing: boolean;
}

/** Shown to reviewers only. */
export function ReviewPanels({ ticket, locale, left, right, isComparing }: ReviewPanelsProps) {
  const t = useTexts();
  const organization = ticket.organizationName ?? "";
  return (
    <>
      <p className="text-[0.8125rem] text-muted-foreground">
        {t("review.recorded", { organization })}{" "}
        <Link
          href={auditUrl({ q: ticket.id })}
          className="font-medium text-primary hover:underline"
        >
          {t("review.whoLooked")}
        </Link>
      </p>
      <RequestsPanel
        requests={ticket.requests}
        providerName={ticket.provider.name}
        locale={locale}
      />
      <Revisions ticket={ticket} locale={locale} left={left} right={right} isOpen={isComparing} />
      <RelatedPanel groups={ticket.related} organization={organization} locale={locale} />
    </>
  );
}
