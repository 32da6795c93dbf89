import { describe, expect, it } from "vitest";

import { ticketFilters } from "@/lib/tickets/schemas";

import { filterUrl, isNarrowed } from "./filter-url";

describe("a list's address", () => {
  it("holds nothing that is the default", () => {
    expect(filterUrl("customer", ticketFilters.parse({}))).toBe("/tickets");
  });

  it("comes back as the same filters", () => {
    const filters = ticketFilters.parse({
      q: "50% & more",
      turn: "yours",
      service: "dom_1",
      sort: "oldest",
    });
    const address = new URL(
      filterUrl("customer", filters, { before: "cursor" }),
      "https://portal.example",
    );
    expect(ticketFilters.parse(Object.fromEntries(address.searchParams))).toEqual({
      ...filters,
      before: "cursor",
    });
  });
});

describe("narrowing", () => {
  it("is what the filters do, not the order or the page", () => {
    expect(isNarrowed(ticketFilters.parse({ sort: "oldest", after: "cursor" }))).toBe(false);
    expect(isNarrowed(ticketFilters.parse({ turn: "yours" }))).toBe(true);
  });
});
