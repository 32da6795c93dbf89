import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { withTexts } from "@/tests/helpers/texts";

import { EmptyTicketList, type ListViewerRole } from "./empty-states";

const shown = (role: ListViewerRole, isConnected: boolean) =>
  renderToStaticMarkup(withTexts(<EmptyTicketList role={role} isConnected={isConnected} />));

describe("an empty list", () => {
  it("offers to connect an account to a manager only", () => {
    expect(shown("manager", false)).toContain('href="/connections/new"');
    for (const role of ["member", "outsider", "staff"] as const) {
      expect(shown(role, false)).not.toContain("href=");
    }
  });

  it("tells a member whom to ask, and a person without an organization as well", () => {
    expect(shown("member", false)).toContain("A manager of your organization can connect one.");
    expect(shown("outsider", false)).toContain("not in an organization yet");
  });

  it("links staff to the tickets of all organizations", () => {
    expect(shown("visitor", false)).toContain('href="/staff/tickets"');
    expect(shown("visitor", false)).not.toContain("Ask a manager");
  });

  it("of a connected account waits for its tickets", () => {
    for (const role of ["manager", "member"] as const) {
      expect(shown(role, true)).toContain("after the next sync");
    }
  });
});
