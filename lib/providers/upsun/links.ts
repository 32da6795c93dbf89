import type { Query } from "@/lib/http/types";

import { UNCLEAR } from "../paging";
import { isRecord } from "../schema-helpers";

/** Base for relative links. */
const ANYWHERE = "https://upsun.invalid";

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Ignores the link's host and path. Null: last page. Undefined: no link. UNCLEAR: unusable. */
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

interface PageFacts {
  /** Of the items with a usable id. */
  ids: readonly string[];
  /** Items without one. */
  leftOut: number;
  count: number | null;
  _links?: unknown;
}

/** Without usable links, numbers pages while `count` says there are more. */
export class ListPaging {
  #read = 0;
  #pages = 0;
  #previous = new Set<string>();

  /** `fromStart`: not resumed from a checkpoint. */
  constructor(private readonly fromStart: boolean) {}

  after(query: Query, { ids, leftOut, count, _links }: PageFacts): Query | null | typeof UNCLEAR {
    const named = nextQuery(_links);
    const size = ids.length + leftOut;
    this.#read += size;
    this.#pages += 1;
    const previous = this.#previous;
    this.#previous = new Set(ids);
    if (named !== undefined && named !== UNCLEAR) return named;
    const hasRest = this.fromStart && count !== null ? this.#read < count : named === UNCLEAR;
    if (!hasRest || size === 0) return null;
    const isRepeated = this.#pages > 1 && [...this.#previous].every((id) => previous.has(id));
    const page = Number(query.page);
    return isRepeated || !Number.isSafeInteger(page) ? UNCLEAR : { page: String(page + 1) };
  }
}
