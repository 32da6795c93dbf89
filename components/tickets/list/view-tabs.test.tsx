import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { ticketFilters } from "@/lib/tickets/schemas";
import { withTexts } from "@/tests/helpers/texts";

import { ViewTabs } from "./view-tabs";

/** Address of each tab by its name, the current one with a star. */
function tabs(query: object, audience: "customer" | "staff" = "customer") {
  const filters = ticketFilters.parse(query);
  const markup = renderToStaticMarkup(
    withTexts(<ViewTabs audience={audience} filters={filters} counts={null} views={[]} />),
  );
  return Object.fromEntries(
    [...markup.matchAll(/<a\b([^>]*)>([^<]+)/g)].map(([, attributes = "", name = ""]) => [
      attributes.includes("aria-current") ? `${name}*` : name,
      /href="([^"]*)"/.exec(attributes)?.[1],
    ]),
  );
}

describe("the tabs", () => {
  it("lead to unread tickets of any turn, and from there to all of a turn", () => {
    expect(tabs({ turn: "yours", provider: "upsun" })).toMatchObject({
      "Your turn*": "/tickets?turn=yours&amp;provider=upsun",
      Unread: "/tickets?show=unread&amp;provider=upsun",
    });
    const unread = tabs({ show: "unread", provider: "upsun" });
    expect(unread).toMatchObject({
      "Unread*": "/tickets?show=unread&amp;provider=upsun",
      All: "/tickets?provider=upsun",
    });
    expect(unread["Your turn"]).not.toContain("unread");
  });

  it("keep a turn current whose unread tickets are filtered, and offer staff none of their own", () => {
    expect(tabs({ turn: "yours", show: "unread" })).toHaveProperty("Your turn*");
    expect(tabs({}, "staff")).not.toHaveProperty("Unread");
  });
});
