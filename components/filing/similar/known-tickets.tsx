"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";

import { actionResult } from "@/components/feedback/action-result";
import type { Locale } from "@/components/ui/time/format-time";
import type { FormValues } from "@/lib/forms/form-values";
import type { Failure, Result } from "@/lib/result";
import { ticketUrl } from "@/lib/routes";
import type { KnownTickets } from "@/lib/tickets/similar/types";
import { useTexts } from "#texts";

import { KnownList } from "./known-list";

export interface KnownCommands {
  lookUp: (input: {
    connectionId: string;
    subject: string;
    values: FormValues;
  }) => Promise<Result<KnownTickets>>;
  follow: (input: { ticketId: string; level: "follow" }) => Promise<Result<unknown>>;
  locale: Locale;
}

interface KnownTicketsProps extends KnownCommands {
  connectionId: string;
  subject: string;
  values: FormValues;
}

const PAUSE_MS = 600;

/** One line about tickets similar to the one being written; expands to list them. */
export default function KnownTicketsLine({
  lookUp,
  follow,
  locale,
  connectionId,
  subject,
  values,
}: KnownTicketsProps) {
  const t = useTexts();
  const router = useRouter();
  const [found, setFound] = useState<KnownTickets | "failed" | null>(null);
  const asked = JSON.stringify([subject, values]);

  const ask = useEffectEvent(() => actionResult(t, lookUp({ connectionId, subject, values })));
  useEffect(() => {
    let isCurrent = true;
    async function look() {
      const answer = await ask();
      if (isCurrent) setFound(answer.ok ? answer.data : "failed");
    }
    const timer = setTimeout(() => void look(), PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [asked]);

  async function followInstead(ticketId: string): Promise<Failure | null> {
    const answer = await actionResult(t, follow({ ticketId, level: "follow" }));
    if (!answer.ok) return answer;
    router.push(ticketUrl("customer", ticketId));
    return null;
  }

  const isEmpty = found === "failed" || found?.open.length === 0;
  const parts =
    found === null
      ? []
      : found === "failed"
        ? [t("known.failed")]
        : [
            t(found.hasMore ? "known.more" : "known.open", { count: found.open.length }),
            found.solved.length > 0 ? t("known.solved", { count: found.solved.length }) : "",
          ];
  const summary = parts.filter(Boolean).join(" · ");
  return (
    <section aria-label={t("known.title")} className="text-[0.8125rem]">
      <p role="status" className="sr-only">
        {summary}
      </p>
      {found === null || found === "failed" || found.open.length + found.solved.length === 0 ? (
        <p className="flex min-h-7 items-center text-muted-foreground">
          <span aria-hidden className="truncate">
            {summary}
          </span>
        </p>
      ) : (
        <KnownList
          found={found}
          summary={summary}
          isQuiet={isEmpty}
          follow={followInstead}
          locale={locale}
        />
      )}
    </section>
  );
}
