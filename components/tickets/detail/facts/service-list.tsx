import { DescriptionList, DescriptionRow } from "@/components/ui/description-list";
import { FactValue } from "@/components/ui/text/fact-value";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Locale } from "@/components/ui/time/format-time";
import type { ServiceFact } from "@/lib/tickets/detail/service-facts";
import type { LinkedServiceView, TicketDetail } from "@/lib/tickets/detail/types";
import { useTexts } from "#texts";

import { CopyableText } from "./copyable-text";

function Fact({ fact, locale }: { fact: ServiceFact; locale: Locale }) {
  return <FactValue value={fact.value} locale={locale} isOurs={fact.isValueOurs} />;
}

/** Changed facts show their old and new values, new facts only the current one. */
function ServiceFacts({ service, locale }: { service: LinkedServiceView; locale: Locale }) {
  const t = useTexts();
  const { details, changes } = service;
  const changed = new Set(changes.map(({ now }) => now.label));
  const pairs = changes.flatMap(({ then, now }) => (then ? [{ then, now }] : []));
  return (
    <>
      <DescriptionList className="mt-1.5 grid gap-1.5 empty:hidden">
        {details
          .filter(({ label }) => !changed.has(label))
          .map((fact) => (
            <DescriptionRow key={fact.label} label={fact.label} isLabelOurs={fact.isLabelKnown}>
              <Fact fact={fact} locale={locale} />
            </DescriptionRow>
          ))}
        {changes
          .filter(({ then }) => then === null)
          .map(({ now }) => (
            <DescriptionRow key={now.label} label={now.label} isLabelOurs={now.isLabelKnown}>
              <span className="text-xs text-warning">{t("ticket.details.now")}</span>{" "}
              <Fact fact={now} locale={locale} />
            </DescriptionRow>
          ))}
      </DescriptionList>
      {pairs.length > 0 ? (
        <table className="mt-2 w-full table-fixed text-left text-[0.8125rem] [overflow-wrap:anywhere]">
          <thead className="text-xs text-muted-foreground">
            <tr>
              <td />
              <th scope="col" className="font-normal">
                {t("ticket.details.whenFiled")}
              </th>
              <th scope="col" className="font-normal">
                {t("ticket.details.now")}
              </th>
            </tr>
          </thead>
          <tbody className="align-top">
            {pairs.map(({ then, now }) => (
              <tr key={now.label}>
                <th scope="row" className="py-0.5 pr-2 font-normal text-muted-foreground">
                  <span lang={now.isLabelKnown ? undefined : ""}>{now.label}</span>
                </th>
                <td className="py-0.5 pr-2">
                  <Fact fact={then} locale={locale} />
                </td>
                <td className="py-0.5 font-medium">
                  <Fact fact={now} locale={locale} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}

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
            <ServiceFacts service={service} locale={locale} />
            {service.goneAt ? (
              <p className="mt-1.5 text-[0.8125rem]">
                {t("ticket.details.notListed", { provider: ticket.provider.name })}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
