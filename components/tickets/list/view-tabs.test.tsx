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

  it("of the past have one for open tickets, as views are of now", () => {
    const at = "2026-03-31T22:00:00.000Z";
    const then = tabs({ at, provider: "upsun" }, "staff");
    const open = new URLSearchParams(then.Open?.split("?")[1]?.replaceAll("&amp;", "&"));
    expect(open.getAll("turn").toSorted()).toEqual(["paused", "theirs", "unclear", "yours"]);
    expect([open.get("at"), open.get("provider")]).toEqual([at, "upsun"]);
    expect(tabs({ at, turn: open.getAll("turn") }, "staff")).toHaveProperty("Open*");
    expect(tabs({}, "staff")).not.toHaveProperty("Open");
  });

  it("have one for unclear tickets if there are any, and say what is in none", () => {
    const counts = { yours: 1, theirs: 2, paused: 0, done: 94, unclear: 0, all: 98 };
    const markup = (more: object) =>
      renderToStaticMarkup(
        withTexts(
          <ViewTabs
            audience="customer"
            filters={ticketFilters.parse({})}
            counts={{ ...counts, ...more }}
            views={[]}
          />,
        ),
      );
    expect(markup({})).not.toContain("Unclear");
    expect(markup({ unclear: 1 })).toContain("Unclear");
    expect(markup({})).toContain("98 tickets. 1 was open when the provider removed it");
    expect(markup({ unclear: 1 })).toContain('title="98 tickets"');
    expect(markup({ all: 100 })).not.toContain("removed");
  });
});
