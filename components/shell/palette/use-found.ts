import { useEffect, useState } from "react";

import type { FoundOrganization } from "@/lib/people/types";
import type { Result } from "@/lib/result";
import { searchUrl } from "@/lib/routes";
import type { FoundTicket } from "@/lib/tickets/list/types";

const PAUSE_MS = 150;
/** For logged searches: otherwise typing a word leaves a row at each pause. */
const LOGGED_PAUSE_MS = 500;
const SHORT_PAUSE_MS = 1_000;
const SHORT = 3;
const MIN_TYPED = 2;
const NOTHING: Answer = { tickets: [], organizations: [] };

interface Answer {
  tickets: readonly FoundTicket[];
  organizations: readonly FoundOrganization[];
}

interface Found extends Answer {
  isSearching: boolean;
  /** The results are for what is typed now. */
  isSearched: boolean;
  /** Why the search failed. */
  problem: string | null;
}

/**
 * Searches while the person types, and keeps the previous results until new ones arrive. Without
 * text, loads the recently viewed tickets of those who have any.
 */
export function useFound(
  typed: string,
  { hasTickets, isLogged }: { hasTickets: boolean; isLogged: boolean },
  failed: string,
): Found {
  const isTyped = typed !== "";
  const wanted = (isTyped ? typed.length >= MIN_TYPED : hasTickets) ? typed : null;
  const [found, setFound] = useState<Omit<Found, "isSearched"> & { typed: string }>();

  useEffect(() => {
    if (wanted === null) return;
    const controller = new AbortController();
    const { signal } = controller;
    const search = async () => {
      let data = NOTHING;
      let problem: string | null = failed;
      try {
        const response = await fetch(searchUrl(wanted), { signal });
        const answer = (await response.json()) as Result<Answer>;
        if (answer.ok) [data, problem] = [answer.data, null];
        else problem = answer.message;
      } catch {
        if (signal.aborted) return;
      }
      setFound({ ...data, typed: wanted, problem, isSearching: false });
    };
    const timer = setTimeout(() => void search(), pauseBefore(wanted, isLogged));
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [wanted, isLogged, failed]);

  if (found?.typed === wanted) return { ...found, isSearched: isTyped && found.problem === null };
  const isSearching = isTyped && wanted !== null;
  return {
    ...((isSearching && found) || NOTHING),
    isSearching,
    isSearched: false,
    problem: null,
  };
}

function pauseBefore(wanted: string, isLogged: boolean): number {
  if (wanted === "") return 0;
  if (!isLogged) return PAUSE_MS;
  return wanted.length < SHORT ? SHORT_PAUSE_MS : LOGGED_PAUSE_MS;
}
