import { useEffect, useState } from "react";

import type { Result } from "@/lib/result";
import { searchUrl } from "@/lib/routes";
import type { FoundTicket } from "@/lib/tickets/list/types";

const PAUSE_MS = 150;
const MIN_TYPED = 2;

interface FoundTickets {
  tickets: readonly FoundTicket[];
  isSearching: boolean;
  /** Why the search failed. */
  problem: string | null;
}

/** Searches while the person types. Keeps the previous results until new ones arrive. */
export function useFoundTickets(typed: string, isOffered: boolean, failed: string): FoundTickets {
  const wanted = isOffered && typed.length >= MIN_TYPED ? typed : "";
  const [found, setFound] = useState<FoundTickets & { typed: string }>();

  useEffect(() => {
    if (wanted === "") return;
    const controller = new AbortController();
    const { signal } = controller;
    async function search() {
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
    }
    const timer = setTimeout(() => void search(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [wanted, failed]);

  if (wanted === "") return { tickets: [], isSearching: false, problem: null };
  if (found?.typed === wanted) return found;
  return { tickets: found?.tickets ?? [], isSearching: true, problem: null };
}
