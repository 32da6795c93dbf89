import { Building2, CheckCheck, Inbox, SearchX } from "lucide-react";
import type { Route } from "next";
import type { ReactNode } from "react";

import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/navigation/link";
import { type Audience, ticketsUrl } from "@/lib/routes";
import { formatList } from "@/lib/text/format-list";
import type { TicketFilters } from "@/lib/tickets/schemas";
import { wordNames } from "@/lib/tickets/search-word-names";
import { useLanguage, useTexts } from "#texts";

import { isNarrowed } from "../filters/filter-url";

/** Decides what an empty list offers. A visitor is a staff member on a customers' page. */
export type ListViewerRole = "manager" | "member" | "reader" | "outsider" | "visitor" | "staff";

interface EmptyTicketListProps {
  role: ListViewerRole;
  /** The first steps of a customer; null for others. */
  steps: ReactNode;
}

function NoOrganization() {
  const t = useTexts();
  return (
    <EmptyState icon={Building2} title={t("tickets.outsider")}>
      {t("tickets.outsiderHint")}
    </EmptyState>
  );
}

function StaffElsewhere() {
  const t = useTexts();
  const all = (
    <Link href={ticketsUrl("staff")} className={buttonVariants()}>
      {t("shell.allTickets")}
    </Link>
  );
  return (
    <EmptyState icon={Inbox} title={t("tickets.none")} action={all}>
      {t("tickets.visitorHint")}
    </EmptyState>
  );
}

/** Explains why an unfiltered list is empty, and the next step. */
const HINTS = {
  manager: "tickets.noneHint",
  member: "tickets.noneHint",
  reader: "tickets.noneReaderHint",
  staff: "tickets.noneStaffHint",
} as const;

export function EmptyTicketList({ role, steps }: EmptyTicketListProps) {
  const t = useTexts();
  if (role === "outsider" || role === "visitor")
    return <Card>{role === "outsider" ? <NoOrganization /> : <StaffElsewhere />}</Card>;
  if (steps) return <Card>{steps}</Card>;
  return (
    <Card>
      <EmptyState icon={Inbox} title={t("tickets.none")}>
        {t(HINTS[role])}
      </EmptyState>
    </Card>
  );
}

/** Shown for a page beyond the end of the list. */
export function EmptyTicketPage({ start }: { start: Route }) {
  const t = useTexts();
  const back = (
    <Link href={start} className={buttonVariants({ variant: "secondary" })}>
      {t("tickets.backToStart")}
    </Link>
  );
  return (
    <Card>
      <EmptyState icon={Inbox} title={t("tickets.countNoMore")} action={back}>
        {t("tickets.pastEndHint")}
      </EmptyState>
    </Card>
  );
}

function NothingUnread({ all }: { all: Route }) {
  const t = useTexts();
  const link = (
    <Link href={all} className={buttonVariants({ variant: "secondary" })}>
      {t("tickets.showAll")}
    </Link>
  );
  return (
    <Card>
      <EmptyState icon={CheckCheck} title={t("tickets.allRead")} action={link}>
        {t("tickets.allReadHint")}
      </EmptyState>
    </Card>
  );
}

/** Matches `foo:bar`, but no URL. */
const NAMED = /(?:^|\s)-?([a-z]{2,}):(?!\/\/|\s|$)/giu;

function unknownWord(audience: Audience, typed: string): string | undefined {
  const names = [...typed.matchAll(NAMED)].map(([, name = ""]) => name.toLowerCase());
  return names.find((name) => !wordNames(audience).some((known) => known === name));
}

interface NoMatchesProps {
  audience: Audience;
  clear: Route;
  filters: TicketFilters;
}

export function NoMatches({ audience, clear, filters }: NoMatchesProps) {
  const t = useTexts();
  const language = useLanguage();
  if (filters.show === "unread" && !isNarrowed({ ...filters, show: undefined }))
    return <NothingUnread all={clear} />;
  const unknown = unknownWord(audience, filters.q ?? "");
  const words = wordNames(audience).map((name) => `${name}:`);
  const reset = (
    <Link href={clear} className={buttonVariants({ variant: "secondary" })}>
      {t("tickets.clearAll")}
    </Link>
  );
  return (
    <Card>
      <EmptyState icon={SearchX} title={t("tickets.countNone")} action={reset}>
        {t("tickets.noMatchHint")}
        {unknown ? (
          <span className="mt-2 block">
            {t("tickets.unknownWord", {
              word: `${unknown}:`,
              words: formatList(words, language),
            })}
          </span>
        ) : null}
      </EmptyState>
    </Card>
  );
}
