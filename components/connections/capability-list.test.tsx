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
  { capability: "conversation", label: "Messages", available: false, withheld: "unknown" },
  { capability: "attach_reply", label: "Reply files", available: false, withheld: "off" },
] as const;

const drawn = (language: Language) =>
  renderToStaticMarkup(
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

function items(language: Language): string[] {
  return [...drawn(language).matchAll(/<li[^>]*>(.*?)<\/li>/g)].map(([, item = ""]) =>
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
      "Messages: not known yet",
      "Reply files: switched off",
      "Reply and Close: Needs the scope write:support.",
      "Attach: Off.HostUp says: Stängt",
      "Solve: Not available with this key.",
    ]);
  });

  it("is said in Swedish", () => {
    expect(items("sv").slice(4, 8)).toEqual([
      "Solve: inte tillgängligt",
      "Messages: okänt än så länge",
      "Reply files: avstängt",
      "Reply och Close: Kräver behörigheten write:support.",
    ]);
  });

  it("tells apart what no key would add", () => {
    expect(drawn("en")).toContain("Reply files: switched off in this portal.");
    expect(drawn("sv")).toContain("Messages: det vet vi när kontot har ett ärende.");
  });
});
