import { beforeAll, expect, it } from "vitest";

import { ownScope } from "@/lib/auth/scope";
import type { Viewer } from "@/lib/auth/types";
import { writeSnapshots } from "@/lib/mirror/write/write-snapshots";
import { type ListPage, listPage, listReader } from "@/lib/tickets/list/list-page";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { changeBefore } from "@/tests/helpers/postgres/change-before";
import { makeTarget } from "@/tests/helpers/search/search-target";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const COUNT = 12;
const PER_PAGE = 4;

let viewer: Viewer;

beforeAll(async () => {
  const account = new MemoryAccount();
  const organizationId = await makeOrganization();
  viewer = await makeViewer({ organizationId });
  const target = await makeTarget(organizationId, memoryProvider(account));
  const snapshots = Array.from({ length: COUNT }, (_unused, index) => ({
    snapshot: account.put(`m-${index}`),
  }));
  await writeSnapshots(target, snapshots, { runId: null });
});

const page = (filters: object, size = PER_PAGE) =>
  listPage(listReader(viewer, ownScope(viewer)), ticketFilters.parse(filters), size);

/** Changes the database after the tickets of a page were chosen, before their columns are read. */
const pageDuring = (filters: object, change: () => Promise<unknown>) =>
  changeBefore('"connectionLabel"', change, () => page(filters));

const idsOf = ({ items }: ListPage) => items.map(({ id }) => id);

/** Of all tickets, in order. */
const allIds = async () => idsOf(await page({}, COUNT));

it("goes on behind a page of which a ticket was hidden while it was read", async () => {
  const all = await allIds();
  const [first, second, third, fourth] = all;
  const hidden = await pageDuring({}, () =>
    sql(
      `INSERT INTO ticket_setting (ticket_id, is_private, owner_id, organization_id)
         SELECT id, true, 'another', organization_id FROM ticket WHERE id = $1`,
      [second],
    ),
  );
  expect(idsOf(hidden)).toEqual([first, third, fourth]);
  const next = await page({ after: hidden.nextCursor ?? "" });
  expect(idsOf(next)).toEqual(all.slice(PER_PAGE, 2 * PER_PAGE));
});

it("keeps the cursors of a page whose tickets were all erased while it was read", async () => {
  const all = await allIds();
  const chosen = all.slice(PER_PAGE, 2 * PER_PAGE);
  const first = await page({});
  const erased = await pageDuring({ after: first.nextCursor ?? "" }, () =>
    sql("DELETE FROM ticket WHERE id = ANY($1)", [chosen]),
  );
  expect(erased.items).toEqual([]);
  expect(idsOf(await page({ after: erased.nextCursor ?? "" }))).toEqual(all.slice(2 * PER_PAGE));
  expect(idsOf(await page({ before: erased.previousCursor ?? "" }))).toEqual(idsOf(first));
});
