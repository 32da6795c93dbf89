import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/navigation/link";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { AuditEntryView } from "@/lib/audit/types";
import { auditUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { actText } from "./act-text";
import { EntryData } from "./entry-data";
import { EntryTarget } from "./entry-target";

/** Enough to tell the sessions of a person apart. */
const SESSION_CHARACTERS = 6;

export function AuditEntryItem({ entry, locale }: { entry: AuditEntryView; locale: Locale }) {
  const t = useTexts();
  const { organization, reason, count, outcome, target } = entry;
  const act = actText(t, entry.action);
  return (
    <li className="grid gap-1 px-4 py-3 text-[0.8125rem] sm:grid-cols-[minmax(0,1fr)_auto] sm:gap-x-4">
      <p className="flex min-w-0 flex-wrap items-baseline gap-x-2 [overflow-wrap:anywhere]">
        <Actor entry={entry} />
        <span>{act ?? <span lang="">{entry.action}</span>}</span>
        {target ? <EntryTarget target={target} /> : null}
        {outcome === "done" ? null : <Badge tone="warning">{t(`audit.outcomes.${outcome}`)}</Badge>}
      </p>
      <Time at={entry.at} locale={locale} show="full" className="text-muted-foreground" />
      <div className="flex min-w-0 flex-wrap gap-x-3 gap-y-0.5 text-muted-foreground sm:col-span-2">
        {organization ? (
          <Link
            href={auditUrl({ organization: organization.id })}
            translate="no"
            lang=""
            className="text-link [overflow-wrap:anywhere]"
          >
            {organization.name}
          </Link>
        ) : null}
        <EntryData facts={entry.facts} />
        {entry.seenAsName === null ? null : (
          <span>{t("audit.seenAs", { name: entry.seenAsName })}</span>
        )}
        {reason === null ? null : <span>{t("audit.reason", { reason })}</span>}
        {count === null ? null : <span>{t("audit.count", { count })}</span>}
        <Origin entry={entry} />
      </div>
    </li>
  );
}

function Actor({ entry: { actor, action } }: { entry: AuditEntryView }) {
  const t = useTexts();
  if (!actor) {
    const isVisitor = action.startsWith("signin.") || action.startsWith("password.");
    return <strong>{t(isVisitor ? "audit.visitor" : "audit.portal")}</strong>;
  }
  return (
    <Link
      href={auditUrl({ person: actor.id })}
      title={actor.email ?? undefined}
      translate="no"
      lang=""
      className="text-link font-medium"
    >
      {actor.name ?? actor.id}
    </Link>
  );
}

function Origin({ entry: { device, network, sessionId } }: { entry: AuditEntryView }) {
  const t = useTexts();
  const parts = [
    device,
    network,
    sessionId && t("audit.session", { id: sessionId.slice(-SESSION_CHARACTERS) }),
  ].filter(Boolean);
  return parts.length === 0 ? null : (
    <span translate="no" title={sessionId ?? undefined}>
      {parts.join(" · ")}
    </span>
  );
}
