import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import type { Language } from "@/lib/i18n/languages";
import { withTexts } from "@/tests/helpers/texts";

import { CapabilityList } from "./capability-list";

const capabilities = [
  { capability: "read", label: "Read", available: true },
  { capability: "reply", label: "Reply", available: false, missingScope: "write:support" },
  { capability: "close", label: "Close", available: false, missingScope: "write:support" },
  { capability: "attach", label: "Attach", available: false, reason: "Off.", words: "Stängt" },
  { capability: "solve", label: "Solve", available: false },
] as const;

function items(language: Language): string[] {
  const html = renderToStaticMarkup(
    withTexts(
      <CapabilityList
        capabilities={[...capabilities]}
        providerName="HostUp"
        whereToAdd="There."
        language={language}
      />,
      language,
    ),
  );
  return [...html.matchAll(/<li[^>]*>(.*?)<\/li>/g)].map(([, item = ""]) =>
    item.replace(/<svg.*?<\/svg>/g, "").replace(/<[^>]+>/g, ""),
  );
}

describe("what a key can do", () => {
  it("is said of each capability, then what would add the missing ones", () => {
    expect(items("en")).toEqual([
      "Read: available",
      "Reply: not available",
      "Close: not available",
      "Attach: not available",
      "Solve: not available",
      "Reply and Close: Needs the scope write:support.",
      "Attach: Off.HostUp says: Stängt",
      "Solve: Not available with this key.",
    ]);
  });

  it("is said in Swedish", () => {
    expect(items("sv").slice(4, 6)).toEqual([
      "Solve: inte tillgängligt",
      "Reply och Close: Kräver behörigheten write:support.",
    ]);
  });
});
