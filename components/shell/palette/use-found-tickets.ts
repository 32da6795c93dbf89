import { useEffect, useState } from "react";

import type { Result } from "@/lib/result";
import { searchUrl } from "@/lib/routes";
import type { FoundTicket } from "@/lib/tickets/list/types";

const PAUSE_MS = 150;
const MIN_TYPED = 2;

interface FoundTickets {
  tickets: readonly FoundTicket[];
  isSearching: boolean;
  /** These are the tickets of what was typed. */
  isSearched: boolean;
  /** Why the search failed. */
  problem: string | null;
}

/**
 * Searches while the person types, and keeps the previous results until new ones arrive. Without
 * text, loads the recently viewed tickets.
 */
export function useFoundTickets(typed: string, isOffered: boolean, failed: string): FoundTickets {
  const isTyped = typed !== "";
  const wanted = isOffered && (!isTyped || typed.length >= MIN_TYPED) ? typed : null;
  const [found, setFound] = useState<Omit<FoundTickets, "isSearched"> & { typed: string }>();

  useEffect(() => {
    if (wanted === null) return;
    const controller = new AbortController();
    const { signal } = controller;
    const search = async () => {
      let tickets: readonly FoundTicket[] = [];
      let problem: string | null = failed;
      try {
        const response = await fetch(searchUrl(wanted), { signal });
        const answer = (await response.json()) as Result<{ tickets: FoundTicket[] }>;
        if (answer.ok) [tickets, problem] = [answer.data.tickets, null];
        else problem = answer.message;
      } catch {
        if (signal.aborted) return;
      }
      setFound({ typed: wanted, tickets, problem, isSearching: false });
    };
    const timer = setTimeout(() => void search(), wanted === "" ? 0 : PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [wanted, failed]);

  if (found?.typed === wanted) return { ...found, isSearched: isTyped && found.problem === null };
  const isSearching = isTyped && wanted !== null;
  return {
    tickets: (isSearching && found?.tickets) || [],
    isSearching,
    isSearched: false,
    problem: null,
  };
}
