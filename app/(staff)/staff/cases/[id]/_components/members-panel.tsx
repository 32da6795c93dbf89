import { ActForm } from "@/components/cases/act-form";
import { TurnBadge } from "@/components/tickets/turn-badge";
import { Disclosure } from "@/components/ui/disclosure";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { reviewCaseActUrl } from "@/lib/case-urls";
import { markForeign } from "@/lib/i18n/foreign-words";
import type { CaseDetail } from "@/lib/review/cases/get-case";
import type { CaseMember, FormerCaseMember } from "@/lib/review/cases/types";
import { ticketUrl } from "@/lib/routes";
import { TURN_LABELS } from "@/lib/tickets/filter-names";
import { useTexts } from "#texts";

import { byName } from "./by-name";

interface MembersPanelProps {
  found: CaseDetail;
  viewerId: string;
  locale: Locale;
}

/** The tickets of a case, and those that were taken out. */
export function MembersPanel({ found, viewerId, locale }: MembersPanelProps) {
  const t = useTexts();
  const { members, former } = found;
  const form = { caseId: found.id, viewerId, locale };
  return (
    <Panel title={t("cases.members")}>
      {members.length === 0 ? (
        <p className="p-4 text-[0.8125rem] text-muted-foreground">{t("cases.noMembers")}</p>
      ) : (
        <ul className="divide-y text-[0.8125rem]">
          {members.map((member) => (
            <MemberRow key={member.id} {...form} member={member} />
          ))}
        </ul>
      )}
      {former.length > 0 ? (
        <Disclosure
          summary={t("cases.former")}
          open={former.some(({ mayPutBack }) => mayPutBack)}
          className="border-t px-4 py-3 text-[0.8125rem]"
        >
          <ul className="mt-2 grid gap-3">
            {former.map((one) => (
              <FormerRow key={one.id} {...form} former={one} isClosed={found.closedAt !== null} />
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </Panel>
  );
}

interface RowProps {
  caseId: string;
  viewerId: string;
  locale: Locale;
}

function MemberRow({ member, caseId, viewerId, locale }: RowProps & { member: CaseMember }) {
  const t = useTexts();
  const { id, number, subject, provider, status, turn, addedAt, addedBy } = member;
  return (
    <li className="grid gap-1 px-4 py-3">
      <Link href={ticketUrl("staff", id)} className="text-link [overflow-wrap:anywhere]">
        <MarkedText text={subject} />
      </Link>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted-foreground">
        <TurnBadge turn={turn} label={t(TURN_LABELS.staff[turn])} />
        <span lang={status.known ? undefined : ""}>{status.label}</span>
        <span translate="no">
          {provider} #{number}
        </span>
      </p>
      <div className="flex flex-wrap items-center justify-between gap-x-3 text-xs text-muted-foreground">
        <span>
          <MarkedText text={t("cases.added", byName(addedBy))} />{" "}
          <Time at={addedAt} locale={locale} />
        </span>
        <ActForm
          action={reviewCaseActUrl(caseId)}
          viewerId={viewerId}
          fields={{ takeOut: id }}
          label={t("cases.takeOut")}
          name={t("cases.takeOutTicket", { number: markForeign(number) })}
          variant="ghost"
        />
      </div>
    </li>
  );
}

interface FormerRowProps extends RowProps {
  former: FormerCaseMember;
  isClosed: boolean;
}

function FormerRow({ former, caseId, viewerId, locale, isClosed }: FormerRowProps) {
  const t = useTexts();
  const { ticketId, number, subject, takenOutAt, takenOutBy, mayPutBack } = former;
  return (
    <li className="grid gap-1">
      <Link href={ticketUrl("staff", ticketId)} className="text-link [overflow-wrap:anywhere]">
        <MarkedText text={subject} /> <span translate="no">#{number}</span>
      </Link>
      <div className="flex flex-wrap items-center justify-between gap-x-3 text-xs text-muted-foreground">
        <span>
          <MarkedText text={t("cases.takenOut", byName(takenOutBy))} />{" "}
          <Time at={takenOutAt} locale={locale} />
        </span>
        {mayPutBack && !isClosed ? (
          <ActForm
            action={reviewCaseActUrl(caseId)}
            viewerId={viewerId}
            fields={{ add: ticketId }}
            label={t("cases.putBack")}
            name={t("cases.putBackTicket", { number: markForeign(number) })}
            variant="ghost"
          />
        ) : null}
      </div>
    </li>
  );
}
