import { expect } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { listAllTickets } from "@/lib/review/queries";
import type { TicketListItem, TicketPageView } from "@/lib/tickets/list/types";
import { listTickets } from "@/lib/tickets/queries";
import { filtersOf, type TicketFilters } from "@/lib/tickets/schemas";
import { sql } from "@/tests/helpers/sql";

import { HistoryPlayer } from "../player";
import { ageConnection } from "../player-steps";
import type { ProviderAccount } from "../provider-account";

/** Lists that are compared, as their addresses have them. */
const LISTS = [
  "",
  "turn=yours",
  "turn=theirs&turn=done&sort=waiting",
  "status=-open&sort=opened",
  "priority=high&sort=priority",
  "q=answer",
  'q="subject 1"&sort=oldest',
  "q=has:file",
];
const STAFF_LISTS = [
  "",
  "removed=yes",
  "removed=no&category=Help",
  "unanswered=<1y&sort=waiting",
  "opened=2020-01-01..2099-12-31&sort=opened",
  "done=2020-01-01..2099-12-31",
  "answered=2020-01-01..2099-12-31",
  "q=rewritten",
];

interface People {
  member: Viewer;
  staff: Viewer;
}

interface Snapshot {
  at: Date;
  lists: unknown;
}

/** Leaves out what has no past: own marks, the last author, and where words are found. */
function shownOf({ items, counts }: TicketPageView): unknown {
  const shown = (item: TicketListItem) => {
    const { isUnread, isArchived, lastAuthor, readAt, hit, ...row } = item;
    return { ...row, hit: hit?.subject };
  };
  return { items: items.map(shown), counts };
}

/** Plays a history, keeps what lists show after each step, and asks for it again at its end. */
export class PastPlayer extends HistoryPlayer {
  readonly #taken: Snapshot[] = [];

  constructor(
    account: ProviderAccount,
    private readonly people: People,
  ) {
    super(account, people.member);
  }

  protected override async passHours(connectionId: string, hours: number): Promise<void> {
    await ageConnection(connectionId, hours);
  }

  protected override async expectStep(): Promise<void> {
    // Times are stored in milliseconds: this one is between two of them.
    const [row] = await sql<{ at: Date }>(
      "SELECT date_trunc('milliseconds', clock_timestamp()) + interval '3 ms' AS at, pg_sleep(0.006)",
    );
    if (row) this.#taken.push({ at: row.at, lists: await this.#lists() });
  }

  protected override expectSwept(): Promise<void> {
    return Promise.resolve();
  }

  protected override async expectSettled(): Promise<void> {
    for (const { at, lists } of this.#taken)
      expect(await this.#lists(at), `the lists at ${at.toISOString()}`).toEqual(lists);
  }

  async #lists(at?: Date): Promise<unknown> {
    const filters = (address: string): TicketFilters => ({
      ...filtersOf(new URLSearchParams(address)),
      at: at?.toISOString(),
    });
    const { member, staff } = this.people;
    const own = LISTS.map(async (one) => [one, shownOf(await listTickets(member, filters(one)))]);
    const all = STAFF_LISTS.map(async (one) => [
      `staff ${one}`,
      shownOf(await listAllTickets(staff, filters(one))),
    ]);
    return Object.fromEntries(await Promise.all([...own, ...all])) as unknown;
  }
}
