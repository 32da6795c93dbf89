"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";

import { actionResult } from "@/components/feedback/action-result";
import { fullTime, type Locale } from "@/components/ui/time/format-time";
import type { Translate } from "@/lib/i18n/message";
import type { Failure } from "@/lib/result";
import { asSentence } from "@/lib/text/sentence";
import { useTexts } from "#texts";

import { withNextTry } from "../../../feedback/with-next-try";
import type { Sync } from "../../../freshness/sync-answer";
import { fetchTicketUpdates } from "../poll-ticket-updates";

/** A message in the ticket's header. */
export interface Note {
  text: string;
  tone: "quiet" | "warning";
  /** Folded below the message. */
  details?: string;
  /** The provider's own words, untranslated; folded as well. */
  words?: string;
  undo?: () => void;
  /** Replaces the line that says when the ticket was checked. */
  isFreshness?: boolean;
}

interface TicketFreshnessState {
  note: Note | null;
  failure: Failure | null;
  isChecking: boolean;
  /** The provider has no such ticket any more, so nothing can be done to it. */
  isMissing: boolean;
  showNote: (note: Note | null, failure?: Failure | null) => void;
  sync: () => void;
}

const TicketFreshnessContext = createContext<TicketFreshnessState | null>(null);

/** Returns null on pages without `TicketFreshness`. */
export function useTicketFreshness(): TicketFreshnessState | null {
  return useContext(TicketFreshnessContext);
}

interface TicketFreshnessProps {
  ticketId: string;
  providerName: string;
  locale: Locale;
  sync: Sync | undefined;
  /** ISO: later changes are not on the page. Null while the last reading is recent. */
  checkSince: string | null;
  /** When the provider was found to have no such ticket; null for a past version. */
  goneAt: Date | null;
  children: ReactNode;
}

function failedNote(t: Translate, provider: string, message: string, words?: string): Note {
  return {
    text: t("ticketLive.checkFailed", { provider }),
    tone: "warning",
    details: `${asSentence(message)} ${t("ticketLive.lastCopy")}`.trim(),
    words,
  };
}

function missingNote(t: Translate, provider: string, noticed = ""): Note {
  return {
    text: t("ticketLive.gone", { provider }),
    tone: "warning",
    details: `${noticed} ${t("ticketLive.goneHint")}`.trim(),
    isFreshness: true,
  };
}

/**
 * Holds the header's message. Checks the provider after the page has loaded, so that the page does
 * not wait for it.
 */
export function TicketFreshness({
  ticketId,
  providerName,
  locale: { timeZone, language },
  sync,
  checkSince,
  goneAt,
  children,
}: TicketFreshnessProps) {
  const t = useTexts();
  const router = useRouter();
  const [shown, setShown] = useState<{ note: Note | null; failure: Failure | null }>({
    note: null,
    failure: null,
  });
  const [isSyncing, setSyncing] = useState(false);
  const [isChecking, setChecking] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const hasChecked = useRef(false);
  const isGone = goneAt !== null;
  const noticed = goneAt
    ? t("ticketLive.noticed", { time: fullTime(goneAt, { timeZone, language }) })
    : "";

  useEffect(() => {
    if (checkSince === null || hasChecked.current) return;
    hasChecked.current = true;
    const check = async () => {
      setChecking(true);
      const updates = await fetchTicketUpdates(ticketId, checkSince, { opened: true }).catch(
        () => null,
      );
      setChecking(false);
      if (!updates || updates === "over") return;
      setMissing(updates.missing === true);
      if (updates.missing) setShown({ note: missingNote(t, providerName), failure: null });
      else if (updates.problem !== null) {
        const message = withNextTry(
          t,
          asSentence(updates.problem),
          updates.retryAt ? new Date(updates.retryAt) : null,
          { timeZone, language },
        );
        setShown({ note: failedNote(t, providerName, message, updates.words), failure: null });
      } else if (!updates.changed)
        setShown({
          note: {
            text: t("ticketLive.nothingNew"),
            tone: "quiet",
            isFreshness: true,
          },
          failure: null,
        });
      if (updates.changed || updates.missing) router.refresh();
    };
    void check();
  }, [t, checkSince, ticketId, providerName, router, timeZone, language]);

  const state = useMemo<TicketFreshnessState>(() => {
    async function syncNow() {
      if (!sync || isSyncing) return;
      setSyncing(true);
      setShown({ note: null, failure: null });
      const outcome = await actionResult(t, sync());
      setSyncing(false);
      if (!outcome.ok) return setShown({ note: null, failure: outcome });
      const { message, words, failed, gone } = outcome.data;
      setMissing(gone === true);
      if (gone) return setShown({ note: missingNote(t, providerName, noticed), failure: null });
      setShown({
        note: failed
          ? failedNote(t, providerName, message, words)
          : { text: message, tone: "quiet", isFreshness: true },
        failure: null,
      });
    }

    return {
      ...shown,
      note: shown.note ?? (isGone ? missingNote(t, providerName, noticed) : null),
      isChecking: isSyncing || isChecking,
      isMissing: isMissing || isGone,
      showNote: (note, failure = null) => setShown({ note, failure }),
      sync: () => void syncNow(),
    };
  }, [t, shown, isSyncing, isChecking, isMissing, isGone, noticed, sync, providerName]);

  return <TicketFreshnessContext value={state}>{children}</TicketFreshnessContext>;
}
