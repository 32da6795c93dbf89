import type { Route } from "next";

import { buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";
import { exactTime, type Locale } from "@/components/ui/time/format-time";
import { type Audience, ticketUrl } from "@/lib/routes";
import { formatList } from "@/lib/text/format-list";
import type { TicketDetail } from "@/lib/tickets/detail/types";
import { useLanguage, useTexts } from "#texts";

import { neighbouringVersions } from "./point-in-time";

interface PastVersionProps {
  ticket: TicketDetail;
  locale: Locale;
  audience: Audience;
}

function VersionLink({ href, label, text }: { href: Route; label?: string; text: string }) {
  return (
    <Link
      href={href}
      scroll={false}
      aria-label={label}
      title={label}
      className={buttonVariants({ variant: "secondary", size: "small" })}
    >
      {text}
    </Link>
  );
}

/** In place of the actions. */
export function VersionLinks({ ticket, locale, audience }: PastVersionProps) {
  const t = useTexts();
  const { id } = ticket;
  const { earlier, later } = neighbouringVersions(ticket);
  const link = (name: "earlier" | "later", at: Date | null) =>
    at ? (
      <VersionLink
        href={ticketUrl(audience, id, { at })}
        label={t(`ticket.notices.${name}`, { time: exactTime(at, locale) })}
        text={t(`ticket.notices.${name}Version`)}
      />
    ) : null;
  return (
    <nav aria-label={t("ticket.notices.versions")} className="contents">
      {link("earlier", earlier)}
      {link("later", later)}
      <VersionLink href={ticketUrl(audience, id)} text={t("ticket.notices.showCurrent")} />
    </nav>
  );
}

const NAMED = ["subject", "status", "priority", "category", "requester", "cc", "body"] as const;

/** Says how long this version was current, and what has changed since. */
export function PastNote({ ticket, locale }: Omit<PastVersionProps, "audience">) {
  const t = useTexts();
  const language = useLanguage();
  const { asOf, differences, details } = ticket;
  if (!asOf || !differences) return null;
  const exact = (time: Date) => exactTime(time, locale);
  const { facts, laterMessages, messages } = differences;
  const changed = [
    ...NAMED.filter((name) => facts.includes(name)).map((name) => t(`history.field.${name}`)),
    ...details.filter(({ key }) => facts.includes(`fields.${key}`)).map(({ label }) => label),
    ...(messages.length > 0
      ? [t("ticket.notices.changedMessages", { count: messages.length })]
      : []),
    ...(laterMessages > 0 ? [t("ticket.notices.laterMessages", { count: laterMessages })] : []),
  ];
  return (
    <div className="min-h-[2lh] text-pretty print:min-h-0">
      <p>
        {asOf.until
          ? t("ticket.notices.unchangedUntil", {
              since: exact(asOf.seenAt),
              until: exact(asOf.until),
            })
          : t("ticket.notices.unchangedSince", { since: exact(asOf.seenAt) })}
      </p>
      <p className="text-muted-foreground">
        {changed.length > 0
          ? t("ticket.notices.differs", { what: formatList(changed, language) })
          : t("ticket.notices.same")}
      </p>
    </div>
  );
}
