import { afterEach, expect, it, vi } from "vitest";

import { OWN_REFRESH_COOKIE } from "@/lib/auth/schemas";

import { refreshByItself } from "./refresh-by-itself";

afterEach(() => vi.unstubAllGlobals());

it("marks an automatic refresh with a short-lived cookie", () => {
  const page = { cookie: "" };
  vi.stubGlobal("document", page);
  vi.stubGlobal("location", { protocol: "https:" });
  const seen: string[] = [];
  refreshByItself({ refresh: () => seen.push(page.cookie) });
  expect(seen).toEqual([`${OWN_REFRESH_COOKIE}=1; path=/; max-age=2; samesite=lax; secure`]);
});
