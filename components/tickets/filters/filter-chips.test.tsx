import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";

import type { FilterChoice, FilterChoices } from "@/lib/tickets/list/types";
import type { NameSearch } from "@/lib/tickets/list/types";
import { filtersOf } from "@/lib/tickets/schemas";
import { withTexts } from "@/tests/helpers/texts";

import { FilterChips } from "./filter-chips";

const choices = (service: FilterChoice[]): FilterChoices => ({
  ...{ turn: [], provider: [], status: [], priority: [], service },
  ...{ organization: [], account: [], category: [], assignee: [] },
});

function chips(query: string, service: FilterChoice[] = [], searches: NameSearch[] = []) {
  const filters = filtersOf(new URLSearchParams(query));
  const element = (
    <FilterChips
      audience="staff"
      filters={filters}
      choices={choices(service)}
      searches={searches}
    />
  );
  return renderToStaticMarkup(withTexts(element));
}

const services = (count: number) =>
  Array.from({ length: count }, (_unused, index) => ({
    value: `s-${index}`,
    label: `app-${index}`,
  }));

it("stays small with hundreds of services, and finds them by name without scripts", () => {
  const html = chips("service=s-1&status=open", services(300));
  expect(html.length).toBeLessThan(6_000);
  expect(html).toContain('action="/staff/tickets"');
  expect(html).toContain('name="find-service"');
  expect(html).toContain('type="hidden" name="status" value="open"');
  expect(chips("service=s-1", services(10))).toContain("service=s-1&amp;service=s-9");
});

it("offers what a name stands for in its place, and says if there is more", () => {
  const found = [{ value: "org-1", label: "Northwind" }];
  const search = { name: "organization" as const, text: "north", found, isMore: false };
  const html = chips("organization=north&turn=yours", [], [search]);
  expect(html).toContain("“north”");
  expect(html).toContain('href="/staff/tickets?turn=yours&amp;organization=org-1"');
  expect(html).toContain("1 match");
  expect(chips("organization=north", [], [{ ...search, isMore: true }])).toContain("More than 1");
  expect(chips("organization=north", [], [{ ...search, found: [] }])).toContain("no matches");
});

it("names a department or category of the overview", () => {
  const category = [{ value: "bug_report", label: "Bug report" }];
  const html = renderToStaticMarkup(
    withTexts(
      <FilterChips
        audience="staff"
        filters={filtersOf(new URLSearchParams("provider=upsun&categoryId=bug_report"))}
        choices={{ ...choices([]), category }}
      />,
    ),
  );
  expect(html).toContain("Remove Department or category: Bug report");
});

it("says and removes each filter of staff", () => {
  const html = chips("removed=yes&age=7d&unanswered=<4h&account=con-1&category=Billing");
  for (const text of [
    "Removed at the provider",
    "More than 7 days",
    "Less than 4 hours",
    "Billing",
  ])
    expect(html).toContain(text);
  expect(html).toContain('title="Remove Age: More than 7 days"');
  expect(html.match(/class="remove"/g)).toHaveLength(5);
});

it.each([
  ["turn=yours", true],
  ["turn=-yours", false],
  ["turn=yours&turn=paused", false],
  ["turn=yours&status=open", false],
  ["turn=yours&sort=oldest", false],
  ["turn=yours&q=disk", false],
  ["q=disk", false],
])("says on a phone what no tab says: %s", (query, isTab) => {
  expect(chips(query).includes('class="chips of-tab"')).toBe(isTab);
});
