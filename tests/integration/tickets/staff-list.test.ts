import { sql as expression } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";

import { staffScope } from "@/lib/auth/scope";
import type { Viewer } from "@/lib/auth/types";
import type { Placeholders } from "@/lib/db/compile-once";
import { textsOf } from "@/lib/i18n/texts";
import { listAllTickets } from "@/lib/review/queries";
import { SEARCH_VERSION } from "@/lib/search/version";
import { filterValues } from "@/lib/tickets/list/filter-condition";
import { readSearch } from "@/lib/tickets/list/search-filters";
import { sortValues } from "@/lib/tickets/list/sort-order";
import { type PageValues, sortedPage } from "@/lib/tickets/list/sorted-page";
import { filtersOf, ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewer, makeViewers } from "@/tests/helpers/people";
import { statementsDuring } from "@/tests/helpers/postgres/statements-during";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const ORGANIZATIONS = 2_000;
const TICKETS = 24_000;

let staff: Viewer;

/** One ticket in 2,000 has a rare value of each kind. */
beforeAll(async () => {
  staff = await makeViewer({ role: "staff" });
  const fill = [
    `INSERT INTO organization (id, name)
      SELECT 'org-' || n, 'Company ' || n || ' of many' FROM generate_series(1, ${ORGANIZATIONS}) n`,
    `INSERT INTO connection (id, organization_id, provider, label, created_by_id)
      SELECT 'con-' || n, 'org-' || n, 'hostup', 'Account ' || md5(n::text), $1
      FROM generate_series(1, ${ORGANIZATIONS}) n`,
    `INSERT INTO service (id, organization_id, connection_id, kind, external_id, name, read_at)
      SELECT 'ser-' || n, 'org-' || n, 'con-' || n, 'vps', 'v' || n, 'app-' || n || '.example.com', now()
      FROM generate_series(1, ${ORGANIZATIONS}) n`,
    `INSERT INTO ticket (id, organization_id, connection_id, provider, external_id, number, subject,
        status, turn, priority, category_id, category_label, cc, collaborator_ids, fields,
        opened_at, activity_at, summary_hash, first_seen_at, read_at, gone_at)
      SELECT 'TIC' || lpad(n::text, 23, '0'), 'org-' || o, 'con-' || o, 'hostup', n::text, n::text, 'Subject ' || n,
        CASE WHEN n % 2000 = 7 THEN 'mysterious' ELSE 'open' END,
        (CASE WHEN n % 2000 = 7 THEN 'unclear' ELSE 'theirs' END)::"Turn",
        CASE WHEN n % 2000 = 9 THEN 'critical' ELSE 'low' END,
        n % 5, CASE WHEN n % 2000 = 11 THEN 'Rare matters' ELSE 'Department ' || n % 5 END, '{}', '{}',
        CASE WHEN n % 2000 = 13 THEN '{"assignee_id":"user-1"}' ELSE '{"assignee_id":"user-2"}' END::jsonb,
        now() - make_interval(mins => n + 60), now() - make_interval(mins => n), '-', now(), now(),
        CASE WHEN n % 2000 = 15 THEN now() END
      FROM generate_series(1, ${TICKETS}) n, LATERAL (SELECT 1 + n % ${ORGANIZATIONS} AS o) x`,
    `INSERT INTO ticket_timeline (ticket_id, organization_id, started_at, turn, since_at, since_before,
        since_seen, unanswered_since, segments, states, answers, service_ids, sums)
      SELECT id, organization_id, opened_at, 'theirs', activity_at, activity_at, true,
        CASE WHEN number::int % 2000 = 17 THEN activity_at END, 1, 1, 0, '{}', '{}' FROM ticket`,
    `INSERT INTO ticket_service (ticket_id, position, service_id, kind)
      SELECT id, 0, replace(organization_id, 'org', 'ser'), 'vps' FROM ticket WHERE number::int % 3 = 0`,
    `INSERT INTO ticket_search (ticket_id, organization_id, words, version)
      SELECT id, organization_id, (CASE WHEN number::int % 2000 = 19 THEN 'strange server' ELSE 'server' END)::tsvector,
        ${SEARCH_VERSION} FROM ticket`,
  ];
  for (const statement of fill)
    await sql(statement, statement.includes("$1") ? [staff.userId] : []);
  // The mirror's writer keeps it nearly empty.
  await sql("DELETE FROM outdated_timeline");
  for (const table of [
    "ticket",
    "ticket_timeline",
    "outdated_timeline",
    "connection",
    "organization",
    "service",
    "ticket_search",
  ])
    await sql(`VACUUM ANALYZE ${table}`);
});

const list = (filters: object) => listAllTickets(staff, ticketFilters.parse(filters));

/** Numbers of all pages. */
async function numbers(filters: object): Promise<number[]> {
  const found: number[] = [];
  for (let after: string | undefined = ""; after !== undefined;) {
    const page: Awaited<ReturnType<typeof list>> = await list({ ...filters, after });
    found.push(...page.items.map(({ number }) => Number(number)));
    after = page.nextCursor ?? undefined;
  }
  return found;
}

async function expected(condition: string): Promise<number[]> {
  const rows = await sql<{ number: string }>(
    `SELECT number FROM ticket t WHERE ${condition} ORDER BY activity_at DESC, id DESC`,
  );
  return rows.map(({ number }) => Number(number));
}

/** Filters, the same as words of a search, and the tickets meant. */
const FILTERS: Array<[filters: object, words: string, condition: string]> = [
  [{ organization: "org-77" }, 'org:"company 77 of many"', "organization_id = 'org-77'"],
  [{ organization: "Company 78 of many" }, "org:org-78", "organization_id = 'org-78'"],
  [
    { organization: "company 199" },
    'org:"company 199"',
    "organization_id IN ('org-199', 'org-1199', 'org-1990', 'org-1991', 'org-1992', 'org-1993', 'org-1994', 'org-1995', 'org-1996', 'org-1997', 'org-1998', 'org-1999')",
  ],
  [{ account: "con-9" }, "account:45c48cce2e2d7fbdea1afc51c7c6ad26", "connection_id = 'con-9'"],
  [
    { service: "app-12.example" },
    "service:app-12.example",
    "organization_id = 'org-12' AND number::int % 3 = 0",
  ],
  [{ category: "rare" }, "category:RARE", "category_label = 'Rare matters'"],
  [
    {
      category: [
        "-Department 1",
        "-Department 2",
        "-Department 3",
        "-Department 4",
        "-Department 0",
      ],
    },
    "-category:department",
    "category_label = 'Rare matters'",
  ],
  [{ assignee: "user-1" }, "assignee:user-1", "fields ->> 'assignee_id' = 'user-1'"],
  [{ removed: "yes" }, "removed:yes", "gone_at IS NOT NULL"],
  [
    { removed: "no", status: "mysterious" },
    "-removed:ja status:mysterious",
    "status = 'mysterious'",
  ],
  [{ age: "398h" }, "age:>398h", "opened_at < now() - interval '398 hours'"],
  [{ age: "<3h" }, "age:<3h", "opened_at >= now() - interval '3 hours'"],
  [
    { unanswered: "24h" },
    "unanswered:>24h",
    "number::int % 2000 = 17 AND activity_at < now() - interval '24 hours'",
  ],
  [{ q: "strange" }, "strange server", "number::int % 2000 = 19"],
  [{ q: "server", removed: "yes" }, "server removed:yes", "gone_at IS NOT NULL"],
  [
    { turn: "unclear", age: "7d" },
    "turn:unclear age:1w",
    "turn = 'unclear' AND opened_at < now() - interval '7 days'",
  ],
];

describe("the list over all organizations", () => {
  it.each(FILTERS)(
    "finds by %j what %s finds, and nothing else",
    async (filters, words, condition) => {
      const all = await expected(condition);
      expect(all.length).toBeGreaterThan(0);
      expect(await numbers(filters)).toEqual(all);
      if (words.includes("mysterious")) return;
      expect((await list({ q: words })).items.map(({ number }) => Number(number))).toEqual(
        all.slice(0, 25),
      );
    },
  );

  it("says so if more than 20 have a name, and searches the first 20", async () => {
    const { searches = [], items } = await list({ organization: "company" });
    expect(searches).toMatchObject([{ name: "organization", text: "company", isMore: true }]);
    expect(searches[0]?.found).toHaveLength(20);
    const names = new Set(searches[0]?.found.map(({ label }) => label));
    expect(items.every(({ organizationName }) => names.has(organizationName ?? ""))).toBe(true);
  });

  it("finds nothing by a name that nothing has", async () => {
    for (const name of ["organization", "account", "service", "category", "assignee"])
      expect((await list({ [name]: "no such name" })).items).toEqual([]);
  });

  it("takes a text of the form beside what is chosen", () => {
    const query = new URLSearchParams(
      "organization=org-1&find-organization=north&find-service=web",
    );
    expect(filtersOf(query)).toMatchObject({ organization: ["org-1", "north"], service: ["web"] });
  });

  it("stays small with thousands of organizations, accounts and services", async () => {
    const view = await list({ organization: "company", service: "app", account: "account" });
    expect(JSON.stringify({ ...view, items: [] }).length).toBeLessThan(12_000);
    expect(JSON.stringify((await list({})).choices).length).toBeLessThan(3_000);
  });

  it("says how many there are where an index finds them, else when asked, up to 1,001", async () => {
    const totals = (query: string) =>
      listAllTickets(staff, filtersOf(new URLSearchParams(query))).then(({ total }) => total);
    expect(await totals("organization=org-3&organization=org-4&organization=org-5")).toBe(36);
    expect(await totals("organization=org-3")).toBeUndefined();
    expect(await totals("opened=2000-01-01..2100-01-01")).toBe(1_001);
    expect(await totals("status=open")).toBeUndefined();
    expect(await totals("status=open&count=1")).toBe(1_001);
    expect(await totals("priority=critical&count=1")).toBeUndefined();
    const { nextCursor } = await list({ status: "open" });
    expect(await totals(`status=open&count=1&after=${nextCursor}`)).toBeUndefined();
  });

  it("logs the organizations that a name stood for", async () => {
    await list({ organization: "company 99 of many", q: "logged" });
    await list({ q: 'org:"company 98 of many"' });
    const rows =
      await sql(`SELECT organization_id, data ->> 'organization' AS chosen, data ->> 'named' AS named
      FROM audit_entry WHERE organization_id IN ('org-98', 'org-99') ORDER BY organization_id`);
    expect(rows).toEqual([
      { organization_id: "org-98", chosen: "org-98", named: null },
      { organization_id: "org-99", chosen: "org-99", named: "company 99 of many" },
    ]);
  });

  it("shows accounts that fail, whichever tickets are listed", async () => {
    const ids = async (filters: object) =>
      (await list(filters)).freshness.map(({ connectionId }) => connectionId);
    await sql("UPDATE connection SET last_error_at = now() WHERE id = 'con-1999'");
    expect(await ids({ status: "mysterious" })).toContain("con-1999");
    expect(await ids({ status: "mysterious", provider: "hostup" })).toContain("con-1999");
    expect(await ids({ organization: "org-1999", status: "closed" })).toEqual(["con-1999"]);
    expect(await ids({ organization: "org-1998" })).not.toContain("con-1999");
    expect(await ids({ provider: "upsun" })).not.toContain("con-1999");
    await sql("UPDATE connection SET last_error_at = NULL WHERE id = 'con-1999'");
  });

  it("is for staff alone", async () => {
    const { owner, member, stranger, outsider } = await makeViewers();
    for (const viewer of [owner, member, stranger, outsider])
      await expect(
        listAllTickets(viewer, ticketFilters.parse({ organization: "company" })),
      ).rejects.toMatchObject({ code: "not_found" });
  });
});

async function pageQuery(filters: object) {
  const parsed = ticketFilters.parse(filters);
  const search = await readSearch(textsOf("en"), staffScope(staff), parsed, "UTC");
  const values = {
    ...(await filterValues(search, "UTC")),
    ...sortValues(parsed.sort, undefined, false),
    all: true,
    limit: 26,
  };
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const asParameters = given.map(([name, value]) => [name, expression.val(value)]);
  return sortedPage(Object.fromEntries(asParameters) as Placeholders<PageValues>);
}

async function plan(filters: object): Promise<string> {
  return JSON.stringify(await (await pageQuery(filters)).explain("text"));
}

it.each([
  [{ status: "mysterious" }, "ticket_status_activity_at_id_turn_priority_provider_idx"],
  [{ priority: "critical" }, "ticket_priority_activity_at_id_turn_provider_idx"],
  [
    { status: "mysterious", priority: "critical" },
    "ticket_status_activity_at_id_turn_priority_provider_idx",
  ],
  [{ turn: "unclear" }, "ticket_all_unclear"],
  [{ category: "Rare matters" }, "ticket_all_category"],
  [{ assignee: "user-1" }, "ticket_all_assignee"],
  [{ removed: "yes" }, "ticket_all_removed"],
  [{ unanswered: "24h" }, "ticket_timeline_unanswered"],
  [{ sort: "opened" }, "ticket_all_opening"],
  [{ sort: "priority" }, "ticket_priority_activity_at_id_turn_provider_idx"],
  [{ sort: "priority" }, "ticket_all_no_priority"],
  [{ sort: "priority", provider: "hostup" }, "ticket_all_no_priority"],
  [{ sort: "waiting", turn: "unclear" }, "ticket_all_unclear"],
  [{ sort: "replied" }, "ticket_timeline_replied"],
  [{ sort: "replied", organization: "org-1" }, "ticket_timeline_organization_replied"],
  [{}, "ticket_activity_at_id_idx"],
])("reads the tickets of %j by an index", async (filters, index) => {
  const text = await plan(filters);
  expect(text).toContain(index);
  expect(text).not.toMatch(/Seq Scan on ticket(?!_timeline l_1)/);
});

it.each([{}, { turn: "theirs" }, { turn: "done" }, { priority: "-critical" }, { q: "-vps" }])(
  "reads the longest waiting of %j by an index",
  async (filters) => {
    const lines = await plan({ ...filters, sort: "waiting" });
    expect(lines).toContain("Index Only Scan using ticket_timeline_waiting");
    expect(lines).not.toMatch(/Seq Scan on ticket(?!_timeline l_1)/);
  },
);

it.each([
  [{ status: "closed" }, true],
  [{ status: "open" }, false],
  [{ status: "mysterious" }, false],
])("passes those that wait in the longest waiting of %j: %s", async (filters, isPassed) => {
  const texts = await statementsDuring(() => list({ ...filters, sort: "waiting" }));
  const page = texts.find((text) => text.includes('"sort_rank"')) ?? "";
  expect(page.includes("CASE 'done'::text")).toBe(isPassed);
});

const DAYS_OF_2025 = "2025-01-01..2025-01-31";

it.each([
  [{ age: "90d" }, true],
  [{ age: "90d", sort: "priority" }, true],
  [{ done: DAYS_OF_2025 }, true],
  [{ age: "7d" }, false],
  [{ age: "90d", organization: "org-1" }, false],
  [{ age: "90d", sort: "opened" }, false],
  [{ until: "2025-12-24", sort: "opened" }, true],
  [{ until: "2025-12-24" }, false],
  [{ age: "<1d", sort: "oldest" }, true],
  [{ age: "<1d", sort: "waiting" }, true],
  [{ age: "90d", sort: "waiting" }, false],
  [{ done: DAYS_OF_2025, sort: "waiting" }, true],
  [{ assignee: "user-1", sort: "opened" }, true],
  [{ assignee: "user-1" }, false],
  [{ provider: "upsun", priority: "critical", sort: "opened" }, true],
  [{ opened: DAYS_OF_2025, sort: "oldest" }, false],
])("finds the tickets of %j before it sorts them: %s", async (filters, isSorted) => {
  const texts = await statementsDuring(() => list(filters));
  const page = texts.find((text) => text.includes('"sort_rank"')) ?? "";
  expect(page.includes("+ interval '0'")).toBe(isSorted);
});

describe("a search in all tickets", () => {
  it.each([
    ["server", "(actual time"],
    ["strange", "(never executed)"],
    ["missing", "(never executed)"],
  ])("looks for %s in the order of activity only if it is common", async (q, walked) => {
    const plan = await (await pageQuery({ q })).explain("text", expression`analyze`);
    const lines = plan.map((row) => String(Object.values(row)[0]));
    const walk = lines.filter((line) => line.includes("ticket_activity_at_id_idx"));
    expect(walk).toHaveLength(1);
    expect(walk[0]).toContain(walked);
  });

  it("has every ticket of a common word once, on the way back as well", async () => {
    const all = await expected("true");
    let page = await list({ q: "server" });
    const there = [page];
    for (let count = 0; count < 3; count += 1) {
      page = await list({ q: "server", after: page.nextCursor ?? "" });
      there.push(page);
    }
    const found = there.map(({ items }) => items.map(({ number }) => Number(number)));
    expect(found.flat()).toEqual(all.slice(0, 100));
    const back = await list({ q: "server", before: page.previousCursor ?? "" });
    expect(back.items.map(({ number }) => Number(number))).toEqual(found[2]);
  });
});
