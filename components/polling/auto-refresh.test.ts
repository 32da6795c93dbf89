import { afterEach, expect, it, vi } from "vitest";

import { autoRefresh } from "./auto-refresh";

afterEach(() => vi.unstubAllGlobals());

it.each([
  ["https:", "__Host-auto-refresh=1; path=/; max-age=2; samesite=lax; secure"],
  ["http:", "auto-refresh=1; path=/; max-age=2; samesite=lax"],
])("marks an automatic refresh over %s with a short-lived cookie", (protocol, cookie) => {
  const page = { cookie: "" };
  vi.stubGlobal("document", page);
  vi.stubGlobal("location", { protocol });
  const seen: string[] = [];
  autoRefresh({ refresh: () => seen.push(page.cookie) });
  expect(seen).toEqual([cookie]);
});
