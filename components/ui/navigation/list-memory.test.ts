import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { forgetLists, rememberedList, rememberList } from "./list-memory";

/** A minimal `Storage`. */
function storage() {
  const items: Record<string, string> = {};
  const hidden = (value: unknown) => ({ value, enumerable: false });
  return Object.defineProperties(items, {
    getItem: hidden((key: string) => (Object.hasOwn(items, key) ? items[key] : null)),
    setItem: hidden((key: string, value: string) => (items[key] = value)),
    removeItem: hidden((key: string) => Reflect.deleteProperty(items, key)),
  });
}

beforeEach(() => vi.stubGlobal("sessionStorage", storage()));
afterEach(() => vi.unstubAllGlobals());

const address = "/tickets?turn=yours&sort=oldest&after=1-A&q=a%20b";

describe("the list that this tab came from", () => {
  it("comes back with its filters, its page and its row", () => {
    rememberList("/tickets", { address, opened: { href: "/tickets/01H", scroll: 700, rows: [] } });
    expect(rememberedList("/tickets")).toEqual({
      address,
      opened: { href: "/tickets/01H", scroll: 700, rows: [] },
    });
    expect(rememberedList("/services")).toBeNull();
  });

  it.each([
    "https://evil.example/tickets",
    "//evil.example",
    "/staff/tickets",
    "/tickets/01H",
    "/ticketsx",
    "javascript:alert(1)",
    "/tickets\\evil",
    7,
    null,
  ])("is not taken from an address that is not its own: %j", (stored) => {
    sessionStorage.setItem("list:/tickets", JSON.stringify({ address: stored }));
    expect(rememberedList("/tickets")).toBeNull();
  });

  it.each(["", "null", "[]", "{", '{"address":"/tickets","opened":7}'])("survives %j", (stored) => {
    sessionStorage.setItem("list:/tickets", stored);
    expect(rememberedList("/tickets")?.opened).toBeUndefined();
  });

  it("is forgotten for the next person, and nothing else is", () => {
    rememberList("/tickets", { address });
    sessionStorage.setItem("other", "kept");
    forgetLists();
    expect(rememberedList("/tickets")).toBeNull();
    expect(sessionStorage.getItem("other")).toBe("kept");
  });

  it("is the plain list where nothing can be stored", () => {
    vi.stubGlobal("sessionStorage", undefined);
    expect(() => rememberList("/tickets", { address })).not.toThrow();
    expect(rememberedList("/tickets")).toBeNull();
  });
});
