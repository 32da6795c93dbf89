import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { keepNote, keptNote } from "./note-memory";

beforeEach(() => {
  const items = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    removeItem: (key: string) => items.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

it("keeps the text of one person on one ticket until it is saved", () => {
  keepNote("ann", "t-1", "Called the customer");
  expect(keptNote("ann", "t-1")).toBe("Called the customer");
  expect([keptNote("ann", "t-2"), keptNote("bea", "t-1")]).toEqual(["", ""]);
  keepNote("ann", "t-1", "");
  expect(keptNote("ann", "t-1")).toBe("");
});

it("keeps nothing where nothing can be stored", () => {
  vi.stubGlobal("sessionStorage", undefined);
  expect(() => keepNote("ann", "t-1", "Lost")).not.toThrow();
  expect(keptNote("ann", "t-1")).toBe("");
});
