import { sql as dbSql } from "kysely";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";

import { OverviewView } from "@/components/overview/overview-view";
import { accessFilters } from "@/lib/audit/schemas";
import { listStaffLooks } from "@/lib/audit/staff-looks";
import { scopeValues, staffScope } from "@/lib/auth/scope";
import type { Viewer } from "@/lib/auth/types";
import { countRows } from "@/lib/db/expressions";
import { getOverview } from "@/lib/review/overview/overview";
import { overviewFilters } from "@/lib/review/overview/overview-filters";
import { bucketsOf } from "@/lib/review/overview/period";
import type { Spread } from "@/lib/review/overview/types";
import { listAllTickets } from "@/lib/review/queries";
import { listSubmissions } from "@/lib/review/submissions/queries";
import { submissionFilters } from "@/lib/review/submissions/schemas";
import { listSyncStates } from "@/lib/review/sync/queries";
import { filteredTickets, filterValues } from "@/lib/tickets/list/filter-condition";
import { readSearch } from "@/lib/tickets/list/search-filters";
import { filtersOf, ticketFilters } from "@/lib/tickets/schemas";
import { beginHistory } from "@/scripts/demo/recording/load-recording";
import { loadTables } from "@/scripts/demo/recording/load-tables";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { english, withTexts } from "@/tests/helpers/texts";

const database = useTestDatabase();
let staff: Viewer;

beforeAll(async () => {
  const providers = ["hostup", "upsun"] as const;
  const history = await beginHistory([], () => "");
  await loadTables(history.recording, { ...history, databaseUrl: database.url, providers });
  staff = await makeViewer({ role: "staff" });
});

const locale = { timeZone: "UTC", language: "en" } as const;
const daysAgo = (days: number) =>
  new Date(Date.now() - days * 86_400_000).toISOString().slice(0, "YYYY-MM-DD".length);
const overviewOf = (query: object, viewer = staff) =>
  getOverview(viewer, overviewFilters.parse(query));
const year = { from: daysAgo(364), to: daysAgo(0) };

interface LinkedFigure {
  path: string;
  query: string;
  count: number;
}

async function rendered(query: object): Promise<string> {
  const overview = await overviewOf(query);
  return renderToStaticMarkup(withTexts(<OverviewView overview={overview} locale={locale} />));
}

async function linksOf(query: object): Promise<LinkedFigure[]> {
  const html = await rendered(query);
  return [...html.matchAll(/<a [^>]*>/g)].flatMap(([tag]) => {
    const count = / data-count="(\d+)"/.exec(tag)?.[1];
    const [path = "", search = ""] = (/ href="([^"]*)"/.exec(tag)?.[1] ?? "").split("?");
    return count ? [{ path, query: search.replaceAll("&amp;", "&"), count: Number(count) }] : [];
  });
}

async function countOf({ path, query }: LinkedFigure): Promise<number> {
  if (path === "/staff/sync")
    return (await listSyncStates(staff, { state: "failing" })).sums.failing;
  if (path === "/staff/submissions") {
    const asked = submissionFilters.parse(Object.fromEntries(new URLSearchParams(query)));
    return (await listSubmissions(staff, asked)).items.length;
  }
  expect(path).toBe("/staff/tickets");
  const scope = staffScope(staff);
  const filters = filtersOf(new URLSearchParams(query));
  const search = await readSearch(english, scope, filters, "Pacific/Apia");
  const values = { ...(await filterValues(search, "Pacific/Apia")), ...scopeValues(scope) };
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const row = await filteredTickets(
    Object.fromEntries(given.map(([name, value]) => [name, dbSql.val(value)])),
  )
    .select(countRows().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

async function expectSameCounts(query: object): Promise<number> {
  const links = await linksOf(query);
  const distinct = [
    ...new Map(links.map((link) => [`${link.query} ${link.count}`, link])).values(),
  ];
  for (const link of distinct)
    expect([link.query, await countOf(link)]).toEqual([link.query, link.count]);
  return distinct.length;
}

describe("every number of the overview that is a link", () => {
  it("is the number of rows of its list, over the demo's year", async () => {
    expect(await expectSameCounts({ ...year, table: "1" })).toBeGreaterThan(100);
  });

  it.each([
    ["of one provider", async () => ({ ...year, provider: "upsun" })],
    ["of 30 days", async () => ({})],
    ["of an organization", async () => ({ ...year, organization: await idOf("organization") })],
    ["of a service", async () => ({ ...year, service: await serviceWithTickets() })],
    ["of a category", async () => ({ ...year, provider: "hostup", category: await aCategory() })],
    ["of no category", async () => ({ ...year, provider: "hostup", category: "-" })],
  ])("is it %s, too", async (_name, query) => {
    await expectSameCounts(await query());
  });
});

async function idOf(table: "organization"): Promise<string> {
  const [row] = await sql<{ id: string }>(`SELECT organization_id AS id FROM ticket LIMIT 1`);
  expect(table).toBe("organization");
  return row?.id ?? "";
}

async function serviceWithTickets(): Promise<string> {
  const [row] = await sql<{ id: string }>(
    `SELECT service_id AS id FROM ticket_service WHERE service_id IS NOT NULL
     GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`,
  );
  return row?.id ?? "";
}

async function aCategory(): Promise<string> {
  const [row] = await sql<{ id: string }>(
    `SELECT category_id AS id FROM ticket WHERE provider = 'hostup' AND category_id IS NOT NULL
     GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`,
  );
  return row?.id ?? "";
}

describe("the overview", () => {
  it("adds up the same in its parts as in all, and as in the tickets themselves", async () => {
    const { total, buckets, providers } = (await overviewOf(year)).figures;
    const sum = (of: (sums: typeof total) => number, parts: Array<{ sums: typeof total }>) =>
      parts.reduce((all, { sums }) => all + of(sums), 0);
    for (const of of [
      (sums: typeof total) => sums.opened,
      (sums: typeof total) => sums.firstAnswers.ms,
      (sums: typeof total) => sums.theirs.ms,
    ]) {
      expect(sum(of, buckets)).toBe(of(total));
      expect(sum(of, providers)).toBe(of(total));
    }
    const [waits] = await sql<{ count: number; ms: number }>(
      `SELECT count(*)::int AS count,
         sum(extract(epoch FROM ends_at - starts_at) * 1000)::float8 AS ms
       FROM turn_segment WHERE turn = 'theirs' AND ends_at::timestamptz >= $1::date::timestamp AT TIME ZONE 'UTC'
         AND ends_at < ($2::date + 1)::timestamp AT TIME ZONE 'UTC'`,
      [year.from, year.to],
    );
    expect(total.theirs).toEqual(waits);
  });

  it("has medians and the longest of first replies and turns, by provider, category and service", async () => {
    const { figures } = await overviewOf(year);
    const spreads = (group: string, join = "") =>
      sql<{ key: string; median: number; longest: number; count: number }>(
        `SELECT ${group} AS key, count(*)::int AS count, max(ms)::float8 AS longest,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY ms)::float8 AS median
         FROM (SELECT *, extract(epoch FROM first_answer_at - first_asked_at) * 1000 AS ms
           FROM ticket_timeline WHERE (first_answer_at AT TIME ZONE 'UTC')::date BETWEEN $1 AND $2
         ) l JOIN ticket t ON t.id = l.ticket_id ${join} GROUP BY 1`,
        [year.from, year.to],
      );
    const expectSpread = (
      shown: Spread | null | undefined,
      rows: Array<{ median: number; longest: number }>,
    ) => {
      expect(shown?.median).toBeCloseTo(rows[0]?.median ?? -1, 0);
      expect(shown?.longest.ms).toBeCloseTo(rows[0]?.longest ?? -1, 0);
    };
    const turns =
      (turn: string) =>
      (group: string, join = "") =>
        sql<{ key: string; median: number; longest: number; count: number }>(
          `SELECT ${group} AS key, count(*)::int AS count, max(ms)::float8 AS longest,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY ms)::float8 AS median
         FROM (SELECT *, extract(epoch FROM ends_at - starts_at) * 1000 AS ms FROM turn_segment
           WHERE turn = $3 AND (ends_at AT TIME ZONE 'UTC')::date BETWEEN $1 AND $2
         ) s JOIN ticket_timeline l ON l.ticket_id = s.ticket_id
           JOIN ticket t ON t.id = l.ticket_id ${join} GROUP BY 1`,
          [year.from, year.to, turn],
        );
    const { times, total } = figures;
    const kinds = { firstAnswers: spreads, theirs: turns("theirs"), yours: turns("yours") };
    for (const name of ["firstAnswers", "theirs", "yours"] as const) {
      const all = await kinds[name]("''");
      expect(all[0]?.count).toBe(total[name].count);
      expectSpread(times[name].total, all);
      const { providers, categories, services } = times[name];
      const groups = [
        [providers, await kinds[name]("t.provider")],
        [categories, await kinds[name]("t.provider || ' ' || coalesce(l.category_id, '')")],
        [services, await kinds[name]("u.id", "CROSS JOIN unnest(l.service_ids) AS u (id)")],
      ] as const;
      for (const [shown, rows] of groups) {
        expect(shown.size).toBe(rows.length);
        for (const row of rows) expectSpread(shown.get(row.key), [row]);
      }
      expect(times[name].latest).toBeNull();
    }
    const html = await rendered(year);
    expect(html.indexOf("median")).toBeLessThan(html.indexOf("Waiting longest for a provider"));
    const { figures: narrowed } = await overviewOf({ ...year, provider: "upsun" });
    expect(narrowed.times.firstAnswers.total).toEqual(times.firstAnswers.providers.get("upsun"));
  });

  it("leads from the longest first reply to the list that begins with its ticket", async () => {
    const { figures } = await overviewOf(year);
    const html = await rendered(year);
    const links = [...html.matchAll(/href="([^"]*sort=replied[^"]*)"/g)].map(
      ([, href = ""]) => new URL(href.replaceAll("&amp;", "&"), "http://portal").searchParams,
    );
    expect(links.length).toBeGreaterThan(4);
    for (const query of links) {
      const { items } = await listAllTickets(staff, filtersOf(query));
      const { provider, service, category } = Object.fromEntries(query) as Record<string, string>;
      const { total, providers, services, categories } = figures.times.firstAnswers;
      const categoryId = query.get("categoryId");
      const key = `${provider ?? ""} ${categoryId === "-" ? "" : (categoryId ?? "")}`;
      const shown =
        categoryId !== null
          ? categories.get(key)
          : service !== undefined
            ? services.get(service)
            : provider !== undefined
              ? providers.get(provider)
              : total;
      expect(category).toBeUndefined();
      expect(items[0]?.firstReplyMs).toBe(shown?.longest.ms);
    }
  });

  it.each(["theirs", "yours"] as const)(
    "shows the first tickets of the list of those that wait longest: %s",
    async (turn) => {
      const { waits } = (await overviewOf({})).now;
      const { items } = await listAllTickets(staff, ticketFilters.parse({ turn, sort: "waiting" }));
      expect(waits[turn]).not.toEqual([]);
      expect(waits[turn].map(({ id, since }) => [id, since])).toEqual(
        items
          .slice(0, waits[turn].length)
          .map(({ id, turnSince, activityAt }) => [id, turnSince ?? activityAt]),
      );
    },
  );

  it("counts and lists submissions that are unconfirmed or refused", async () => {
    const { unknown, rejected, submissions } = (await overviewOf({})).now;
    expect({ unknown, rejected }).toEqual({ unknown: 2, rejected: 0 });
    expect(submissions.map(({ state }) => state).sort()).toEqual(["needs_decision", "unknown"]);
  });

  it("is audited once an hour for each filter, and not shown to others or without its row", async () => {
    await sql("DELETE FROM audit_entry");
    for (const query of [year, year, { ...year, provider: "hostup" }]) await overviewOf(query);
    expect(
      await sql("SELECT action, data FROM audit_entry WHERE actor_id = $1 ORDER BY id", [
        staff.userId,
      ]),
    ).toEqual([
      { action: "overview.listed", data: year },
      { action: "overview.listed", data: { ...year, provider: "hostup" } },
    ]);
    const customer = await makeViewer({ organizationId: await idOf("organization") });
    for (const viewer of [customer, { ...customer, memberships: [] }])
      await expect(overviewOf({}, viewer)).rejects.toMatchObject({ code: "not_found" });
    await sql("ALTER TABLE audit_entry RENAME TO audit_away");
    await expect(overviewOf({})).rejects.toThrow();
    await sql("ALTER TABLE audit_away RENAME TO audit_entry");
  });

  it("is seen by members of an organization: what it was narrowed to, and looks at all", async () => {
    await sql("DELETE FROM audit_entry");
    const organization = await idOf("organization");
    await overviewOf({ ...year, organization, category: "support" });
    await overviewOf({ ...year, category: "Zebrafish" });
    const member = await makeViewer({ organizationId: organization });
    const { items } = await listStaffLooks(member, accessFilters.parse({}));
    expect(items.map(({ action, data, isOfAll }) => ({ action, data, isOfAll }))).toEqual([
      { action: "overview.listed", data: year, isOfAll: true },
      { action: "overview.listed", data: { ...year, category: "support" }, isOfAll: false },
    ]);
  });

  it("leaves out what is unknown, says so, and keeps the rest", async () => {
    const { filters } = await overviewOf({
      ...year,
      provider: "nobody",
      organization: "x",
      service: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    });
    expect(filters).toMatchObject({ period: year, provider: undefined, organization: undefined });
    expect([...filters.problems].sort()).toEqual(["organization", "provider", "service"]);
  });

  it("is of the organization that alone has a name, and of all while several have it", async () => {
    const { found, organization, filters } = await overviewOf({ find: "north" });
    expect(found?.map(({ name }) => name)).toEqual(["Northwind Trading"]);
    expect(organization?.name).toBe("Northwind Trading");
    expect(filters.organization).toBe(organization?.id);
    const several = await overviewOf({ find: "o" });
    expect(several.found?.length).toBeGreaterThan(1);
    expect(several.organization).toBeNull();
    expect(await rendered({ find: "o" })).toContain("The figures are for all organizations");
    expect(await rendered({ find: "north" })).not.toContain("The figures are for all");
  });
});

describe("its charts", () => {
  it("say their result, are drawn without styles or scripts, and have a table behind them", async () => {
    const html = await rendered(year);
    const { total } = (await overviewOf(year)).figures;
    const volume = `${total.opened} tickets opened and ${total.done} done, `;
    expect(html).toContain(`role="img" aria-label="${volume}`);
    expect(html).toMatch(
      /role="img" aria-label="On average, [^"]+: first reply [\d.]+ hr [\d.]+ min, /,
    );
    expect(html).not.toMatch(/ style=|<script/);
    const [, behind = ""] = html.split("Show as a table");
    const rows = behind.split("</table>")[0]?.split("<tr>").slice(2) ?? [];
    expect(rows).toHaveLength(bucketsOf(year).length);
    const opened = rows.map((row) => Number(/<td>(\d+)<\/td>/.exec(row)?.[1]));
    expect(opened.reduce((sum, count) => sum + count, 0)).toBe(total.opened);
  });

  it("are not empty where nothing happened", async () => {
    const html = await rendered({ from: "1999-01-01", to: "1999-01-01" });
    expect(html).toContain("No tickets were opened or done");
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
  });
});

it("divides a year into weeks from Monday, and longer periods into months", () => {
  const weeks = bucketsOf({ from: "2026-01-01", to: "2026-12-31" });
  expect([weeks[0], weeks[1], weeks.at(-1)]).toEqual([
    { from: "2026-01-01", to: "2026-01-04" },
    { from: "2026-01-05", to: "2026-01-11" },
    { from: "2026-12-28", to: "2026-12-31" },
  ]);
  expect(bucketsOf({ from: "2024-02-10", to: "2026-01-31" })[0]).toEqual({
    from: "2024-02-10",
    to: "2024-02-29",
  });
});
