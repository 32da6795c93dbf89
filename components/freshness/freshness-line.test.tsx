import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import type { Freshness } from "@/lib/connections/freshness";
import type { Language } from "@/lib/i18n/languages";
import { withTexts } from "@/tests/helpers/texts";

import { FreshnessAlerts } from "./freshness-alerts";
import { FreshnessLine } from "./freshness-line";
import { FreshnessSummary } from "./freshness-summary";

const now = new Date("2026-11-26T12:00:00Z");
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

const fresh: Freshness = {
  connectionId: "1",
  connectionLabel: "Shop",
  providerId: "hostup",
  providerName: "HostUp",
  lastReadAt: ago(180),
  status: "active",
  problem: null,
  running: false,
  nextAt: ago(-7),
  paused: false,
  providerPause: null,
  progress: null,
};
const progress = { startedAt: ago(1), tickets: 1_200, total: 5_000, isFirst: true };

const textOf = (html: string) => html.replace(/<[^>]+>/g, "").replaceAll("&#x27;", "'");
const localeOf = (language: Language) => ({ language, timeZone: "Europe/Stockholm" });

function line(changes: Partial<Freshness>, language: Language) {
  return textOf(
    renderToStaticMarkup(
      withTexts(
        <FreshnessLine
          freshness={{ ...fresh, ...changes }}
          locale={localeOf(language)}
          now={now}
        />,
        language,
      ),
    ),
  );
}

function alert(changes: Partial<Freshness>, language: Language) {
  return renderToStaticMarkup(
    withTexts(
      <FreshnessAlerts
        freshness={[{ ...fresh, ...changes }]}
        locale={localeOf(language)}
        audience="customer"
        now={now}
      />,
      language,
    ),
  );
}

describe("the line of a connection", () => {
  it.each<[Partial<Freshness>, string, string]>([
    [{ paused: true }, "paused; not checked for 3 hr", "pausat; inte kontrollerat på 3 tim"],
    [{ status: "needs_attention" }, "not checked for 3 hr", "inte kontrollerat på 3 tim"],
    [
      { status: "disconnected", lastReadAt: null },
      "disconnected; never synced",
      "frånkopplat; aldrig synkat",
    ],
    [{ lastReadAt: null }, "not synced yet", "inte synkat än"],
    [
      { lastReadAt: null, running: true, progress },
      "syncing now, 1,200 of about 5,000 tickets",
      "synkas nu, 1\u00a0200 av ungefär 5\u00a0000 ärenden",
    ],
    [
      { lastReadAt: null, progress: { ...progress, total: null } },
      "first sync: 1,200 tickets so far",
      "första synkningen: 1\u00a0200 ärenden hittills",
    ],
    [
      {
        running: true,
        problem: { message: "HostUp cannot be reached.", at: ago(5) },
      },
      "syncing now; not checked for 3 hr",
      "synkas nu; inte kontrollerat på 3 tim",
    ],
  ])("with %j is “%s”, in Swedish “%s”", (changes, english, swedish) => {
    expect(line(changes, "en")).toBe(`HostUp · Shop: ${english}`);
    expect(line(changes, "sv")).toBe(`HostUp · Shop: ${swedish}`);
  });

  it("says when a provider that asked to wait is tried again", () => {
    const pause = { until: ago(-9), reason: "requested" as const };
    expect(line({ providerPause: pause, nextAt: ago(0) }, "en")).toMatch(
      /; HostUp asked us to wait; next try at 13:09 CET \(in 9 min\)$/,
    );
    expect(line({ providerPause: pause, nextAt: ago(0) }, "sv")).toMatch(
      /; HostUp bad oss vänta; nästa försök 13:09 CET \(om 9 min\)$/,
    );
  });
});

describe("the alert of a connection", () => {
  const problem = { message: "HostUp cannot be reached", words: "Try later", at: ago(5) };

  it("says what failed, what the provider wrote, and what comes next", () => {
    const html = alert({ problem }, "en");
    expect(textOf(html)).toContain(
      "HostUp cannot be reached. We’ll try again at 13:07 CET (in 7 min).",
    );
    expect(html).toContain('<q lang="">Try later</q>');
  });

  it("offers a way out of a late sync", () => {
    expect(textOf(alert({ nextAt: ago(10) }, "en"))).toContain(
      "Sync is running late (due 12:50 CET). It will catch up, or you can use “Sync now” in Connections.",
    );
    expect(textOf(alert({ nextAt: ago(10) }, "sv"))).toContain(
      "Synkningen är försenad (skulle ha startat 12:50 CET) men kommer ikapp. Du kan också använda ”Synka nu” under Anslutningar.",
    );
  });

  it("tells how far a first sync is", () => {
    const changes = { lastReadAt: null, running: true, progress };
    expect(textOf(alert(changes, "en"))).toContain(
      "HostUp · Shop is syncing for the first timeSyncing: 1,200 of about 5,000 tickets, 20 a second, about 3 min left.",
    );
    expect(textOf(alert(changes, "sv"))).toContain("HostUp · Shop synkas för första gången");
  });
});

it("sums up several accounts, and counts those that are late", () => {
  const many = Array.from({ length: 6 }, (_, index) => ({ ...fresh, connectionId: `${index}` }));
  const shown = (language: Language, freshness: Freshness[]) =>
    textOf(
      renderToStaticMarkup(
        withTexts(
          <FreshnessSummary freshness={freshness} locale={localeOf(language)} now={now} />,
          language,
        ),
      ),
    );
  expect(shown("en", many)).toContain("All 6 accounts checked");
  expect(shown("sv", many)).toContain("Alla 6 konton kontrollerade");
  const late = many.map((one, index) => (index === 2 ? { ...one, lastReadAt: null } : one));
  expect(shown("en", late)).toContain("1 of 6 accounts isn’t up to date");
  const providerPause = { until: ago(-10), reason: "requested" as const };
  const neverRead = late.map((one) => (one.lastReadAt ? one : { ...one, providerPause }));
  expect(shown("en", neverRead)).toContain("1 of 6 accounts isn’t up to date");
});
