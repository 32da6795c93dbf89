import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { filtersOf, ticketFilters } from "@/lib/tickets/schemas";

import { filterUrl, isNarrowed } from "./filter-url";

describe("a list's address", () => {
  it("holds nothing that is the default", () => {
    expect(filterUrl("customer", ticketFilters.parse({}))).toBe("/tickets");
  });

  it("comes back as the same filters", () => {
    const word = fc.string({ minLength: 1, maxLength: 20 }).map((text) => `x${text}x`);
    const values = fc.array(
      fc.oneof(
        word,
        word.map((text) => `-${text}`),
      ),
      { maxLength: 4 },
    );
    const days = fc.option(fc.constantFrom("2026-02-28", "2024-02-29"), { nil: undefined });
    const some = fc.record({
      q: word,
      turn: fc.subarray(["yours", "-done", "paused"]),
      status: values,
      service: values,
      filed: fc.constantFrom("me", undefined),
      show: fc.constantFrom("unread", undefined),
      since: days,
      until: days,
      opened: fc.constantFrom("2026-03-01..2026-03-31", "2024-02-29..2024-02-29", undefined),
      done: fc.constantFrom("2026-01-01..2026-12-31", undefined),
      sort: fc.constantFrom("activity", "waiting"),
    });
    fc.assert(
      fc.property(some, (given) => {
        const filters = ticketFilters.parse(given);
        const url = filterUrl("customer", filters, { before: "cursor" });
        const { searchParams } = new URL(url, "https://portal.example");
        expect(filtersOf(searchParams)).toEqual({ ...filters, before: "cursor" });
      }),
    );
  });

  it("takes several values from one control, of which invalid ones are dropped", () => {
    const { turn, status } = filtersOf(
      new URLSearchParams("turn=yours|-done&turn=sideways&status=&status=open&status=open"),
    );
    expect({ turn, status }).toEqual({ turn: ["yours", "-done"], status: ["open"] });
    const many = Array.from({ length: 30 }, (_none, index) => `status=s${index}`).join("&");
    expect(filtersOf(new URLSearchParams(many)).status).toHaveLength(20);
  });
});

describe("a period", () => {
  it.each([
    "2026-03-31..2026-03-01",
    "2026-02-30..2026-03-01",
    "2026-03-01",
    "..",
    "0000-01-01..1",
  ])("that is none is dropped: %s", (opened) => {
    expect(filtersOf(new URLSearchParams({ opened })).opened).toBeUndefined();
  });
});

describe("narrowing", () => {
  it("is what the filters do, not the order or the page", () => {
    expect(isNarrowed(ticketFilters.parse({ sort: "oldest", after: "cursor" }))).toBe(false);
    expect(isNarrowed(ticketFilters.parse({ turn: "yours" }))).toBe(true);
  });
});
