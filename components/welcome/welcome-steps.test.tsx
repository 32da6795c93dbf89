import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import type { Freshness } from "@/lib/connections/freshness";
import type { FirstSteps } from "@/lib/connections/types";
import { withTexts } from "@/tests/helpers/texts";

import { WelcomeSteps } from "./welcome-steps";

const NOTHING: FirstSteps = {
  connections: [],
  hasTickets: false,
  hasFiled: false,
  mayConnect: true,
  mayFile: true,
  managers: ["Anna", "Erik"],
};
const PROVIDER = {
  id: "hostup",
  name: "HostUp",
  credentialLabel: "API key",
  credentialHelp: "Create a key.",
  keysUrl: "https://cloud.hostup.se/api-management",
  whereToAdd: "",
};
const FRESH: Freshness = {
  connectionId: "fresh",
  connectionLabel: "Shop",
  providerId: "hostup",
  providerName: "HostUp",
  lastReadAt: new Date(),
  status: "active",
  problem: null,
  running: false,
  nextAt: null,
  paused: false,
  providerPause: null,
  progress: null,
};

const shown = (changes: Partial<FirstSteps>) =>
  renderToStaticMarkup(
    withTexts(
      <WelcomeSteps
        steps={{ ...NOTHING, ...changes }}
        providers={[PROVIDER]}
        locale={{ language: "en", timeZone: "UTC" }}
      />,
    ),
  );
const done = (markup: string) => markup.match(/: done</g)?.length ?? 0;

describe("the first steps", () => {
  it("show a manager where to make a key, and where to paste it", () => {
    const markup = shown({});
    expect(markup).toContain(PROVIDER.keysUrl);
    expect(markup).toContain('href="/connections/new?first=1"');
    expect(markup).not.toContain("Ask ");
    expect(done(markup)).toBe(0);
  });

  it("tell others whom to ask, by name", () => {
    const member = shown({ mayConnect: false });
    expect(member).toMatch(/Ask .*Anna.* or .*Erik.* to connect/);
    expect(member).not.toContain("/connections/new");
    const reader = shown({ mayConnect: false, mayFile: false });
    expect(reader).toMatch(/Ask .*Anna.* or .*Erik.* to make you a member/);
    expect(shown({ mayConnect: false, managers: [] })).toContain("has no manager");
  });

  it("tick what is done, and lead to what is next", () => {
    const connections = [FRESH];
    const connected = shown({ connections });
    expect(done(connected)).toBe(2);
    expect(connected).toContain('href="/tickets/new"');
    expect(done(shown({ connections, hasFiled: true }))).toBe(3);
    expect(done(shown({ connections: [{ ...FRESH, lastReadAt: null }] }))).toBe(1);
  });
});
