import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import type { SessionView } from "@/lib/accounts/sessions/queries";
import { withTexts } from "@/tests/helpers/texts";

import { SessionsSection } from "./sessions-section";

const AT = new Date("2026-11-27T04:51:07Z");
const session = (id: string, given: Partial<SessionView> = {}): SessionView => ({
  id,
  device: "Chrome on Linux",
  network: "",
  method: "password",
  secondFactor: null,
  lastSeenAt: AT,
  createdAt: AT,
  isCurrent: false,
  ...given,
});

function shown(...others: SessionView[]): string {
  const never = () => Promise.reject(new Error("Nobody clicks here."));
  const sessions = [session("this", { isCurrent: true }), ...others];
  return renderToStaticMarkup(
    withTexts(
      <SessionsSection
        view={{ sessions, hasMore: false }}
        locale={{ timeZone: "UTC", language: "en" }}
        revoke={never}
        revokeOthers={never}
      />,
    ),
  );
}

const names = (html: string) =>
  [...html.matchAll(/aria-label="(Revoke [^"]*)"/g)].map(([, name]) => name);

describe("the list of sessions", () => {
  it("gives each button a name of its own, even for sessions of the same device and minute", () => {
    const later = new Date(AT.getTime() + 20_000);
    const found = names(shown(session("a"), session("b", { createdAt: later })));
    expect(new Set(found).size).toBe(2);
    expect(found[0]).toMatch(/^Revoke Chrome on Linux, signed in 27 Nov 2026, 04:51:07/);
  });

  it("shows both factors that were given", () => {
    const html = shown(
      session("a", { secondFactor: "app" }),
      session("b", { secondFactor: "recovery_code", method: "identity" }),
    );
    expect(html).toContain("Password and app");
    expect(html).toContain("Single sign-on and recovery code");
  });

  it("leaves out the network if none is known", () => {
    expect(shown(session("a"))).not.toContain("Network");
    expect(shown(session("a", { network: "203.0.113.0/24" }))).toContain("Network");
  });
});
