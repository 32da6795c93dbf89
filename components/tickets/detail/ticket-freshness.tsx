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
import type { Failure } from "@/lib/result";
import { asSentence } from "@/lib/text/sentence";

import { withNextTry } from "../../feedback/with-next-try";
import type { Sync } from "../../freshness/sync-now";
import { fetchTicketUpdates } from "./poll-ticket-updates";

/** One line about the ticket in its header. */
export interface Note {
  text: string;
  tone: "quiet" | "warning";
  /** Unfolds below the line. */
  why?: string;
  /** Says how fresh the page is, in place of the line that was there. */
  isFreshness?: boolean;
}

interface Standing {
  note: Note | null;
  failure: Failure | null;
  /** The provider is being asked. */
  isAsking: boolean;
  /** The provider has just said that it does not have the ticket: nothing can be done to it. */
  isMissing: boolean;
  say: (note: Note | null, failure?: Failure | null) => void;
  sync: () => void;
}

const StandingContext = createContext<Standing | null>(null);

/** How the open ticket stands with its provider; null on pages that only show one. */
export function useTicketFreshness(): Standing | null {
  return useContext(StandingContext);
}

interface TicketStandingProps {
  ticketId: string;
  providerName: string;
  locale: Locale;
  sync: Sync | undefined;
  /** ISO: what changes after this is not on the page yet. Set where the last reading is too old to rely on. */
  askSince: string | null;
  /** Since when the provider does not have the ticket, of a page that shows it as it is now. */
  goneAt: Date | null;
  children: ReactNode;
}

const OUR_COPY = "You are seeing our last copy.";

export function failedNote(providerName: string, message: string | null): Note {
  return {
    text: `Couldn’t check ${providerName}.`,
    tone: "warning",
    why: `${asSentence(message ?? "")} ${OUR_COPY}`.trim(),
  };
}

export function missingNote(providerName: string, noticed = ""): Note {
  const why = `${noticed} You can’t change it from here.`.trim();
  const text = `${providerName} says this ticket no longer exists. Showing our last copy.`;
  return { text, tone: "warning", why, isFreshness: true };
}

/**
 * Holds what the header says of the ticket. Asks the provider once the page is there, so that neither the page nor the browser's tab
 * waits for it.
 */
export function TicketFreshness({
  ticketId,
  providerName,
  locale: { timeZone, language },
  sync,
  askSince,
  goneAt,
  children,
}: TicketStandingProps) {
  const router = useRouter();
  const [said, setSaid] = useState<{ note: Note | null; failure: Failure | null }>({
    note: null,
    failure: null,
  });
  const [isSyncing, setSyncing] = useState(false);
  const [isOpening, setOpening] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const asked = useRef(false);
  const isGone = goneAt !== null;
  const noticed = goneAt ? `Noticed on ${fullTime(goneAt, { timeZone, language })}.` : "";

  useEffect(() => {
    if (askSince === null || asked.current) return;
    asked.current = true;
    const ask = async () => {
      setOpening(true);
      const news = await fetchTicketUpdates(ticketId, askSince, { opened: true }).catch(() => null);
      setOpening(false);
      if (!news || news === "over") return;
      setMissing(news.missing === true);
      if (news.missing) setSaid({ note: missingNote(providerName), failure: null });
      else if (news.problem !== null) {
        const message = withNextTry(
          asSentence(news.problem),
          news.retryAt ? new Date(news.retryAt) : null,
          { timeZone, language },
        );
        setSaid({ note: failedNote(providerName, message), failure: null });
      } else if (!news.changed)
        setSaid({
          note: {
            text: `Checked with ${providerName} just now: nothing new.`,
            tone: "quiet",
            isFreshness: true,
          },
          failure: null,
        });
      if (news.changed || news.missing) router.refresh();
    };
    void ask();
  }, [askSince, ticketId, providerName, router, timeZone, language]);

  const standing = useMemo<Standing>(() => {
    async function syncNow() {
      if (!sync || isSyncing) return;
      setSyncing(true);
      setSaid({ note: null, failure: null });
      const outcome = await actionResult(sync());
      setSyncing(false);
      if (!outcome.ok) return setSaid({ note: null, failure: outcome });
      const { message, failed, gone } = outcome.data;
      setMissing(gone === true);
      if (gone) return setSaid({ note: missingNote(providerName, noticed), failure: null });
      setSaid({
        note: failed
          ? failedNote(providerName, message)
          : { text: message, tone: "quiet", isFreshness: true },
        failure: null,
      });
    }

    return {
      ...said,
      note: said.note ?? (isGone ? missingNote(providerName, noticed) : null),
      isAsking: isSyncing || isOpening,
      isMissing: isMissing || isGone,
      say: (note, failure = null) => setSaid({ note, failure }),
      sync: () => void syncNow(),
    };
  }, [said, isSyncing, isOpening, isMissing, isGone, noticed, sync, providerName]);

  return <StandingContext value={standing}>{children}</StandingContext>;
}
