import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import type { Freshness } from "@/lib/connections/freshness";
import type { Audience } from "@/lib/routes";
import { withTexts } from "@/tests/helpers/texts";

import { SyncRecoveryHint } from "./sync-recovery-hint";

const refused: Freshness = {
  connectionId: "1",
  connectionLabel: "Shop",
  providerId: "upsun",
  providerName: "Upsun",
  lastReadAt: new Date("2026-05-01T10:00:00Z"),
  status: "needs_attention",
  problem: { message: "Upsun rejected this key.", at: new Date("2026-05-01T10:05:00Z") },
  running: false,
  nextAt: null,
  paused: false,
  providerPause: null,
  progress: null,
};
const locale = { language: "en", timeZone: "UTC" } as const;
const shown = (audience: Audience) =>
  renderToStaticMarkup(
    withTexts(<SyncRecoveryHint freshness={refused} locale={locale} audience={audience} />),
  );

describe("the way out of a refused key", () => {
  it("names who can replace it, as not every member can", () => {
    expect(shown("customer")).toMatch(/managers only/);
    expect(shown("customer")).toContain('href="/connections"');
  });

  it("leads staff nowhere they cannot go", () => {
    expect(shown("staff")).toBe("The customer needs to replace the key.");
  });
});
