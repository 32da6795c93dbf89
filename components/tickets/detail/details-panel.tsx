import type { ReactNode } from "react";

import { DescriptionList, DescriptionRow } from "@/components/ui/description-list";
import { Disclosure } from "@/components/ui/disclosure";
import { Panel } from "@/components/ui/panel";
import type { Locale } from "@/components/ui/time/format-time";
import type { Audience } from "@/lib/routes";
import type { TicketDetail } from "@/lib/tickets/detail/types";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { ServiceList } from "./facts/service-list";
import { splitEntries, ticketEntries, type TicketEntry } from "./facts/ticket-entries";
import { LatePrivacySetting, LateSensitiveSetting } from "./late-parts";
import type { SetPrivacy } from "./privacy-setting";
import type { MarkSensitive } from "./sensitive-setting";
import { PrivacyPlace, SensitivePlace } from "./setting-places";

interface DetailsPanelProps {
  ticket: TicketDetail;
  locale: Locale;
  audience: Audience;
  /** In two columns, with all fields, where there is room. */
  isWide?: boolean;
  /** Editable list that replaces the plain one. */
  collaborators?: ReactNode;
  /** Absent for those who may not change it. */
  markSensitive?: MarkSensitive;
  /** Absent for those who may not change it. */
  setPrivacy?: SetPrivacy;
}

function Entries({
  entries,
  changed = [],
  className,
}: {
  entries: TicketEntry[];
  /** Keys of details that have changed since. */
  changed?: readonly string[];
  className: string;
}) {
  const t = useTexts();
  const noteOf = ({ key, staffOnly }: TicketEntry) => {
    if (changed.includes(key)) return t("ticket.details.changedSince");
    return staffOnly ? t("ticket.details.staffOnly") : undefined;
  };
  return (
    <DescriptionList className={className}>
      {entries.map((entry) => (
        <DescriptionRow key={entry.key} label={entry.label} note={noteOf(entry)}>
          {entry.value}
          {entry.isAsFiled ? (
            <span className="mt-0.5 block text-xs text-muted-foreground">
              {t("ticket.details.asFiled")}
            </span>
          ) : null}
        </DescriptionRow>
      ))}
    </DescriptionList>
  );
}

/** Shows the facts that matter, and the others behind "All fields". */
export function DetailsPanel({
  ticket,
  locale,
  audience,
  isWide = false,
  collaborators,
  markSensitive,
  setPrivacy,
}: DetailsPanelProps) {
  const t = useTexts();
  const { main, others } = splitEntries(
    ticketEntries(t, ticket, { locale, audience, withCollaborators: !collaborators }),
    ticket,
  );
  const changed = ticket.differences?.facts ?? [];
  const columns = cn("grid gap-x-6 gap-y-2.5", isWide && "sm:grid-cols-2");
  return (
    <Panel title={t("ticket.details.title")} id="details">
      <div className="grid gap-3 px-4 py-4">
        <Entries entries={main} changed={changed} className={columns} />
        <Disclosure
          summary={t("ticket.details.allFields")}
          open={isWide || others.some(({ key }) => changed.includes(key))}
          className="text-[0.8125rem]"
        >
          <Entries entries={others} changed={changed} className={cn(columns, "mt-3")} />
        </Disclosure>
      </div>
      {collaborators}
      {setPrivacy ? (
        <LatePrivacySetting
          key={`privacy ${ticket.id}`}
          ticketId={ticket.id}
          isPrivate={ticket.privacy.isPrivate}
          providerName={ticket.provider.name}
          set={setPrivacy}
          place={<PrivacyPlace provider={ticket.provider.name} />}
        />
      ) : null}
      {markSensitive ? (
        <LateSensitiveSetting
          key={ticket.id}
          ticketId={ticket.id}
          isSensitive={ticket.isSensitive}
          mark={markSensitive}
          place={<SensitivePlace />}
        />
      ) : null}
      <ServiceList ticket={ticket} locale={locale} />
    </Panel>
  );
}
