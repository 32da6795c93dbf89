import { DescriptionList, DescriptionRow } from "@/components/ui/description-list";
import { FactValue } from "@/components/ui/text/fact-value";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Locale } from "@/components/ui/time/format-time";
import type { TicketDetail } from "@/lib/tickets/detail/types";
import { useTexts } from "#texts";

import { CopyableText } from "./copyable-text";

/** The services' facts at filing; their links are among the ticket's facts. */
export function ServiceList({ ticket, locale }: { ticket: TicketDetail; locale: Locale }) {
  const t = useTexts();
  if (ticket.serviceDetails.length === 0) return null;
  return (
    <div className="border-t px-4 py-4">
      <h3 className="mb-1 text-[0.8125rem] font-semibold text-muted-foreground">
        {t("ticket.details.services")}
      </h3>
      <p className="mb-3 text-xs text-muted-foreground">
        {ticket.asOf ? t("ticket.details.servicesThen") : t("ticket.details.servicesAtFirst")}
      </p>
      <ul className="grid gap-4">
        {ticket.serviceDetails.map((service, index) => (
          <li key={service.id ?? index}>
            <p className="font-medium">
              <bdi lang="" translate="no">
                {service.name}
              </bdi>{" "}
              <span className="font-normal text-muted-foreground">
                <MarkedText text={service.kindLabel} />
              </span>
            </p>
            {service.externalId && service.externalId !== service.name ? (
              <p className="-ml-1.5">
                <CopyableText text={service.externalId} />
              </p>
            ) : null}
            <DescriptionList className="mt-1.5 grid gap-1.5 empty:hidden">
              {service.details.map(({ label, isLabelKnown, value, isValueOurs }) => (
                <DescriptionRow key={label} label={label} isLabelOurs={isLabelKnown}>
                  <FactValue value={value} locale={locale} isOurs={isValueOurs} />
                </DescriptionRow>
              ))}
              {service.goneAt ? (
                <DescriptionRow label={t("ticket.details.now")}>
                  {t("ticket.details.notListed", { provider: ticket.provider.name })}
                </DescriptionRow>
              ) : service.now ? (
                <DescriptionRow label={t("ticket.details.statusNow")}>
                  <MarkedText text={service.now} />
                </DescriptionRow>
              ) : null}
            </DescriptionList>
          </li>
        ))}
      </ul>
    </div>
  );
}
