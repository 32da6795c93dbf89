import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import type { Locale } from "@/components/ui/moment";
import { Time } from "@/components/ui/time";
import type { Freshness } from "@/lib/tickets/types";

interface FreshnessProblemsProps {
  freshness: Freshness[];
  locale: Locale;
  /** Whether the viewer belongs to the organization; only its own people can do something about a key. */
  own: boolean;
}

function WhatToDo({ freshness, own }: { freshness: Freshness; own: boolean }) {
  if (freshness.status !== "needs_attention") return "It is tried again by itself.";
  return own ? <Link href="/connections" prefetch={false} className="text-link">Replace the key</Link> : "The organization has to replace the key.";
}

/** What the newest attempt at each connection failed with, how old the shown state is for it, and what to do. */
export function FreshnessProblems({ freshness, locale, own }: FreshnessProblemsProps) {
  const troubled = freshness.filter((each) => each.status !== "disconnected" && (each.problem || each.status === "needs_attention"));
  if (troubled.length === 0) return null;
  return (
    <div className="grid gap-2">
      {troubled.map((each) => (
        <Alert key={each.connectionId} tone="warning" title={`${each.providerName} · ${each.connectionLabel} could not be read`}>
          <p>
            {each.problem?.message ?? "The provider does not accept this key any more."}{" "}
            {each.lastReadAt ? <>Its tickets are shown as they were <Time at={each.lastReadAt} locale={locale} />. </> : null}
            <WhatToDo freshness={each} own={own} />
          </p>
        </Alert>
      ))}
    </div>
  );
}
