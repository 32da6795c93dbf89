import { describe, expect, it } from "vitest";

import { unreadParts } from "../forms/unread-parts";
import { filtersOf, ticketFilters } from "./schemas";

const ofList = (search: string) => {
  const query = new URLSearchParams(search);
  return unreadParts(query, filtersOf(query), Object.keys(ticketFilters.shape), ["find-service"]);
};

describe("the parts of an address that were not understood", () => {
  it.each([
    ["turn=yours&opened=2026-13", ["opened=2026-13"]],
    ["turn=yours&turn=mine", ["turn=mine"]],
    ["turn=yours|mine|-done", ["turn=mine"]],
    ["sort=newest", ["sort=newest"]],
    ["priorty=high&priority=high", ["priorty=high"]],
    ["since=2026-02-30&until=2026-03-01", ["since=2026-02-30"]],
    ["age=long", ["age=long"]],
  ])("of %s are %j", (search, parts) => {
    expect(ofList(search)).toEqual(parts);
  });

  it.each([
    "",
    "q=late+%20&turn=-yours&sort=activity&age=%3E7D&opened=2026-03-01..2026-03-31",
    "status=open|answered&status=-closed&service=&find-service=web",
    "after=x&view=01J0000000",
  ])("are none in %j", (search) => {
    expect(ofList(search)).toEqual([]);
  });

  it("are values that are more than a filter takes", () => {
    const values = Array.from({ length: 21 }, (_one, index) => `s-${index}`);
    expect(ofList(new URLSearchParams(values.map((one) => ["status", one])).toString())).toEqual([
      "status=s-20",
    ]);
  });

  it("are short", () => {
    const query = new URLSearchParams({ kind: "x".repeat(500), since: "2026-03-01" });
    const [part = "", ...others] = unreadParts(
      query,
      ticketFilters.parse(Object.fromEntries(query)),
      Object.keys(ticketFilters.shape),
    );
    expect(part.length).toBe(60);
    expect(others).toEqual([]);
  });
});
