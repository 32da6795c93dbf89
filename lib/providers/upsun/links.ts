import type { Query } from "@/lib/http/types";

import { UNCLEAR } from "../paging";
import { isRecord, type Listed } from "../schema-helpers";
import type { UpsunTicket } from "./schema";

/** For links that are only a path: the origin does not count. */
const ANYWHERE = "https://upsun.invalid";

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/**
 * How to ask for the next page. Only the query of `_links.next` is used, never its host or path: whatever a link says, requests
 * stay where they belong. Null: there is no next page. Undefined: no link tells. UNCLEAR: there is something that
 * can't be followed.
 */
export function nextQuery(links: unknown): Query | null | undefined | typeof UNCLEAR {
  if (isNothing(links)) return undefined;
  if (!isRecord(links)) return UNCLEAR;
  const href = isRecord(links.next) ? links.next.href : links.next;
  if (isNothing(links.next)) return null;
  if (isNothing(href)) return undefined;
  if (typeof href !== "string" || !URL.canParse(href, ANYWHERE)) return UNCLEAR;
  const query = Object.fromEntries(new URL(href, ANYWHERE).searchParams);
  return Object.keys(query).length === 0 ? UNCLEAR : query;
}

interface TicketPageFacts {
  tickets: Listed<UpsunTicket>;
  count: number | null;
  _links?: unknown;
}

/**
 * Follows the pages of one list of tickets. Where links are missing or can't be followed, `count` tells whether there is more,
 * and pages are asked for by number until one is empty. UNCLEAR when the numbers lead nowhere.
 */
export class TicketPaging {
  #read = 0;
  #pages = 0;
  #previous = new Set<string>();

  /** `fromStart`: no page was read before by somebody else. */
  constructor(private readonly fromStart: boolean) {}

  after(query: Query, { tickets, count, _links }: TicketPageFacts): Query | null | typeof UNCLEAR {
    const named = nextQuery(_links);
    const size = tickets.items.length + tickets.leftOut;
    this.#read += size;
    this.#pages += 1;
    const previous = this.#previous;
    this.#previous = new Set(tickets.items.map((ticket) => ticket.ticket_id));
    if (named !== undefined && named !== UNCLEAR) return named;
    const hasRest = this.fromStart && count !== null ? this.#read < count : named === UNCLEAR;
    if (!hasRest || size === 0) return null;
    const isRepeated = this.#pages > 1 && [...this.#previous].every((id) => previous.has(id));
    const page = Number(query.page);
    return isRepeated || !Number.isSafeInteger(page) ? UNCLEAR : { page: String(page + 1) };
  }
}
