import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";

import type { ConnectionView } from "@/lib/connections/types";
import { withTexts } from "@/tests/helpers/texts";

import { ConnectionFacts } from "./connection-facts";

const CONNECTION = {
  status: "disconnected",
  providerName: "HostUp",
  organizationName: "Northwind",
  account: { id: "1", name: "Shop" },
  lastReadAt: null,
  ticketCount: 99,
} as ConnectionView;

it("leaves the number of tickets to the progress of a first sync", () => {
  const progress = { startedAt: new Date(), tickets: 50, total: 200, isFirst: true };
  const facts = renderToStaticMarkup(
    withTexts(
      <ConnectionFacts
        connection={{ ...CONNECTION, goneCount: 0, progress }}
        locale={{ language: "en", timeZone: "UTC" }}
        showOrganization={false}
      />,
    ),
  );
  expect(facts).not.toContain("99 tickets");
});

it("counts the tickets that a sync reads apart from those that the provider no longer has", () => {
  const facts = (goneCount: number) =>
    renderToStaticMarkup(
      withTexts(
        <ConnectionFacts
          connection={{ ...CONNECTION, goneCount }}
          locale={{ language: "en", timeZone: "UTC" }}
          showOrganization={false}
        />,
      ),
    );
  expect(facts(0)).toContain("99 tickets");
  expect(facts(1)).toContain("98 tickets");
  expect(facts(1)).toContain("1 more no longer at HostUp");
});
