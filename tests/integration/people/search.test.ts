import { beforeAll, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { listOrganizations, pageQuery } from "@/lib/people/list-organizations";
import { listPeople } from "@/lib/people/list-people";
import type { PeopleFilters } from "@/lib/people/schemas";
import { searchPatterns } from "@/lib/people/search-patterns";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let staff: Viewer;
const ALL = { q: undefined, role: undefined, state: undefined, after: undefined };

beforeAll(async () => {
  staff = await makeViewer({ role: "staff" });
  await sql(
    `INSERT INTO organization (id, name)
       SELECT 'org-' || n, 'Company ' || md5(n::text) || ' ' || n FROM generate_series(1, 10000) AS n`,
  );
  await sql(
    `INSERT INTO "user" (id, email, name)
       SELECT 'person-' || n, md5(n::text) || '@example.org', 'Person ' || n
         FROM generate_series(1, 300) AS n`,
  );
  await sql("INSERT INTO membership (user_id, organization_id) VALUES ('person-7', 'org-9876')");
  await sql("VACUUM ANALYZE organization");
});

async function plan(q: string | undefined, after?: string): Promise<string> {
  const rows = await pageQuery(searchPatterns(q), after).explain("text");
  return JSON.stringify(rows);
}

it("finds one of 10,000 organizations by any part of its name, by an index", async () => {
  const { items } = await listOrganizations(staff, { q: "9876 COMPANY", after: undefined });
  expect(items.map(({ id }) => id)).toContain("org-9876");
  expect(items.find(({ id }) => id === "org-9876")).toMatchObject({ people: 1, connections: 0 });
  expect(await plan("849b 9876")).toContain("organization_search");
  expect(await plan("849b 9876")).not.toContain("Seq Scan on organization");
});

it("pages through 10,000 organizations by an index, 25 at a time", async () => {
  const first = await listOrganizations(staff, { q: undefined, after: undefined });
  const second = await listOrganizations(staff, { q: undefined, after: first.nextCursor ?? "" });
  const ids = [...first.items, ...second.items].map(({ id }) => id);
  expect([first.items.length, new Set(ids).size]).toEqual([25, 50]);
  expect(await plan(undefined, "org-5000")).toContain("organization_name_id_idx");
});

it("takes a wildcard as a character", async () => {
  expect((await listOrganizations(staff, { q: "%", after: undefined })).items).toEqual([]);
});

it("finds people by name, address and organization, and narrows by role and state", async () => {
  const found = async (filters: Partial<PeopleFilters>) =>
    (await listPeople(staff, { ...ALL, ...filters })).items.map(({ id }) => id);
  expect(await found({ q: "person 299" })).toContain("person-299");
  expect(await found({ q: "8f14e45fceea" })).toEqual(["person-7"]);
  expect(await found({ q: "company 9876" })).toContain("person-7");
  expect(await found({ role: "staff" })).toEqual([staff.userId]);
  expect(await found({ state: "disabled" })).toEqual([]);
  expect((await listPeople(staff, ALL)).items).toHaveLength(25);
});
