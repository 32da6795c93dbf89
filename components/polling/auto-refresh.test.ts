import { afterEach, expect, it, vi } from "vitest";

import { AUTO_REFRESH_COOKIE } from "@/lib/auth/schemas";

import { autoRefresh } from "./auto-refresh";

afterEach(() => vi.unstubAllGlobals());

it("marks an automatic refresh with a short-lived cookie", () => {
  const page = { cookie: "" };
  vi.stubGlobal("document", page);
  vi.stubGlobal("location", { protocol: "https:" });
  const seen: string[] = [];
  autoRefresh({ refresh: () => seen.push(page.cookie) });
  expect(seen).toEqual([`${AUTO_REFRESH_COOKIE}=1; path=/; max-age=2; samesite=lax; secure`]);
});
