import { describe, expect, it } from "vitest";

import { isAppError } from "@/lib/errors";

import { firstItems, type Page, pages } from "./paging";

const listOf = (links: Record<string, string | null>) => {
  const asked: Array<string | null> = [];
  const list = pages<{ items: string[] }, string>(
    "HostUp",
    async (cursor): Promise<Page<{ items: string[] }, string>> => {
      asked.push(cursor);
      return { value: { items: [cursor ?? "first"] }, next: links[cursor ?? "first"] ?? null };
    },
  );
  return { list, asked };
};

describe("pages", () => {
  it("are asked for one after the other until there is no next one", async () => {
    const { list, asked } = listOf({ first: "a", a: "b", b: null });
    const seen: string[] = [];
    for await (const page of list) seen.push(...page.items);
    expect(seen).toEqual(["first", "a", "b"]);
    expect(asked).toEqual([null, "a", "b"]);
  });

  it("end with an error when a cursor comes back", async () => {
    const { list, asked } = listOf({ first: "a", a: "b", b: "a" });
    const error = await (async () => {
      for await (const page of list) void page;
    })().catch((reason: unknown) => reason);
    expect(isAppError(error, "provider_unreadable")).toBe(true);
    expect(asked).toEqual([null, "a", "b"]);
  });

  it("are not asked for once enough is known", async () => {
    const { list, asked } = listOf({ first: "a", a: "b", b: "c", c: null });
    expect(await firstItems(list, 1)).toEqual({ items: ["first"], more: true });
    expect(asked).toEqual([null, "a"]);
  });
});
