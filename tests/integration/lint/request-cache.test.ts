import { describe, expect, it } from "vitest";

import { REQUEST_CACHE_RULE } from "@/scripts/lint/request-cache.mjs";

import { refusingRules } from "./lint";

const FILE = "lib/auth/viewer.ts";

describe("a request's cache", () => {
  it.each([
    ["export const load = cache(async (isUse = true) => isUse);"],
    ["export const load = cache(async (id: string, at?: Date) => [id, at]);"],
    ["export const load = React.cache(async function (isUse = true) { return isUse; });"],
  ])("refuses what runs twice for two callers: %s", async (code) => {
    expect(await refusingRules(FILE, code)).toContain(REQUEST_CACHE_RULE);
  });

  it.each([
    ["export const load = cache(async () => 1);"],
    ["export const load = cache(async (id: string) => id);"],
  ])("allows %s", async (code) => {
    expect(await refusingRules(FILE, code)).not.toContain(REQUEST_CACHE_RULE);
  });
});
