import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { type Audience, EmptyTicketList } from "./empty-states";

const shown = (audience: Audience, isConnected: boolean) =>
  renderToStaticMarkup(<EmptyTicketList audience={audience} isConnected={isConnected} />);

describe("an empty list", () => {
  it("offers to connect an account to a manager only", () => {
    expect(shown("manager", false)).toContain('href="/connections/new"');
    for (const audience of ["member", "outsider", "staff"] as const) {
      expect(shown(audience, false)).not.toContain("href=");
    }
  });

  it("tells a member whom to ask, and a person without an organization as well", () => {
    expect(shown("member", false)).toContain("A manager of your organization can connect one.");
    expect(shown("outsider", false)).toContain("not in an organization yet");
  });

  it("of a connected account waits for its tickets", () => {
    for (const audience of ["manager", "member"] as const) {
      expect(shown(audience, true)).toContain("after the next sync");
    }
  });
});
