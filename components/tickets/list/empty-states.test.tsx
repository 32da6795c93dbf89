import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { filtersOf } from "@/lib/tickets/schemas";
import { withTexts } from "@/tests/helpers/texts";

import { EmptyTicketList, type ListViewerRole, NoMatches } from "./empty-states";

const shown = (role: ListViewerRole, steps: string | null = null) =>
  renderToStaticMarkup(withTexts(<EmptyTicketList role={role} steps={steps} />));

describe("an empty list", () => {
  it("shows the first steps, and what to wait for where all are done", () => {
    for (const role of ["manager", "member", "reader"] as const)
      expect(shown(role, "Three steps")).toContain("Three steps");
    for (const role of ["manager", "member"] as const)
      expect(shown(role)).toContain("after the next sync");
  });

  it("tells a person without an organization whom to ask", () => {
    expect(shown("outsider")).toContain("not in an organization yet");
    expect(shown("outsider")).not.toContain("href=");
  });

  it("links staff to the tickets of all organizations", () => {
    expect(shown("visitor")).toContain('href="/staff/tickets"');
    expect(shown("visitor")).not.toContain("Ask a manager");
  });
});

it("says that everything is read where only the unread are shown", () => {
  const noMatches = (query: string) => {
    const filters = filtersOf(new URLSearchParams(query));
    return renderToStaticMarkup(
      withTexts(<NoMatches audience="customer" clear="/tickets" filters={filters} />),
    );
  };
  for (const query of ["show=unread", "show=unread&sort=oldest"])
    expect(noMatches(query)).toContain("No unread tickets");
  for (const query of ["show=unread&status=open", "show=unread&q=mail", "show=archived"])
    expect(noMatches(query)).toContain("No tickets match");
});
