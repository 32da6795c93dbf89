import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";

import { TextsProvider } from "@/components/i18n/texts-provider";
import { catalogOf } from "@/lib/i18n/catalogs";
import { INTL_LOCALES } from "@/lib/i18n/languages";
import { syncFilters } from "@/lib/review/sync/filters";
import type { SyncStateView } from "@/lib/review/sync/types";

import { SyncView } from "./sync-view";

const now = new Date();

const failing = (index: number): SyncStateView => ({
  connectionId: `01ARZ3NDEKTSV4RRFFQ69G5F${index}`,
  connectionLabel: `HostUp, production ${index}`,
  organizationName: "Northwind Trading",
  providerId: "hostup",
  providerName: "HostUp",
  lastReadAt: now,
  status: "active",
  problem: { message: "The provider answered with an error.", at: now },
  running: false,
  nextAt: now,
  paused: false,
  providerPause: null,
  progress: null,
  failures: 3,
  lagSeconds: 300,
  backlog: 12,
  tickets: 1_200,
  errorRate: 0.5,
  headroom: 0.4,
  deletionsCheckedAt: now,
  hours: Array.from({ length: 24 }, (_unused, hour) => ({
    ...{ at: new Date(now.getTime() - hour * 3_600_000), runs: 60, failed: hour % 3, calls: 120 },
    ...{ milliseconds: 900, lagSeconds: 60, backlog: 4, headroom: 0.5 },
  })),
});

function view(query: object, count = 10) {
  const states = Array.from({ length: count }, (_unused, index) => failing(10 + index));
  const sums = {
    ...{ connections: 40_000, failing: 12, overdue: 0, first_sync: 3, paused: 0 },
    ...{ healthy: 39_980, disconnected: 5 },
  };
  const element = (
    <SyncView
      view={{ states, next: "0.1.a", sums }}
      filters={syncFilters.parse(query)}
      providers={[{ value: "hostup", label: "HostUp" }]}
      locale={{ language: "en", timeZone: "UTC" }}
    />
  );
  return renderToStaticMarkup(
    <SearchParamsContext value={new URLSearchParams()}>
      <TextsProvider locale={INTL_LOCALES.en} messages={catalogOf("en")}>
        {element}
      </TextsProvider>
    </SearchParamsContext>,
  );
}

/** The page holds it twice: as HTML, and for the scripts. */
it("stays small on a full page of failing accounts", () => {
  expect(view({}).length).toBeLessThan(25_000);
});

it("keeps state and provider with a search, and on the next page", () => {
  const html = view({ q: "acme", provider: "hostup", state: "failing" });
  expect(html).toContain('type="hidden" name="state" value="failing"');
  expect(html).toContain(
    'href="/staff/sync?q=acme&amp;provider=hostup&amp;state=failing&amp;after=0.1.a"',
  );
});

it("says why it is empty", () => {
  expect(view({ q: "acme" }, 0)).toContain("No connections match");
  expect(view({ state: "failing" }, 0)).toContain("No connections are failing");
  expect(view({ after: "1.-.x" }, 0)).toContain("This page is now empty");
});
