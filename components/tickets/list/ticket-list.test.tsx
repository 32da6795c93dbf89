import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import type { Language } from "@/lib/i18n/languages";
import type { Audience } from "@/lib/routes";
import type { TicketListItem } from "@/lib/tickets/list/types";
import { withTexts } from "@/tests/helpers/texts";

import { TicketList } from "./ticket-list";

const ticket: TicketListItem = {
  id: "01J0000000000000000000000A",
  number: "4102",
  subject: "Kassan nere",
  provider: { id: "hostup", name: "HostUp" },
  connectionId: "c",
  connectionLabel: "Shop",
  organizationName: null,
  status: { value: "open", label: "Open", known: true },
  turn: "theirs",
  priority: { value: "p0", label: "p0", known: false },
  services: ["shop.example"],
  requesterName: null,
  messageCount: null,
  turnSince: null,
  firstReplyMs: null,
  lastAuthor: null,
  activityAt: new Date("2020-02-03T10:00:00Z"),
  readAt: new Date(),
  isUnread: false,
  isArchived: false,
  isPrivate: false,
  goneAt: null,
};

function shown(changes: Partial<TicketListItem>, audience: Audience, language: Language = "en") {
  const locale = { language, timeZone: "UTC" };
  return renderToStaticMarkup(
    withTexts(
      <TicketList tickets={[{ ...ticket, ...changes }]} audience={audience} locale={locale} />,
      language,
    ),
  );
}

describe("a row of the list", () => {
  it.each([
    ["customer", "yours", "en", "Your turn"],
    ["customer", "theirs", "en", "Their turn"],
    ["staff", "yours", "en", "Customer’s turn"],
    ["staff", "theirs", "en", "Provider’s turn"],
    ["customer", "yours", "sv", "Din tur"],
    ["customer", "theirs", "sv", "Deras tur"],
    ["staff", "yours", "sv", "Kundens tur"],
    ["staff", "paused", "sv", "Pausat"],
  ] as const)("tells the %s of %s, in %s: %s", (audience, turn, language, label) => {
    expect(shown({ turn }, audience, language)).toContain(
      `<span class="turn turn-${turn}">${label}</span>`,
    );
  });

  it("has its day in the reader's language", () => {
    expect(shown({}, "customer")).toContain("3 Feb 2020");
    expect(shown({}, "customer", "sv")).toContain("3 feb. 2020");
  });

  it("marks the words of a search, and shows where else they are", () => {
    const hit: TicketListItem["hit"] = {
      subject: ["", "Kassan", " nere"],
      snippet: { kind: "file", author: null, text: ["", "error", ".log"] },
    };
    const html = shown({ hit }, "customer", "sv");
    expect(html).toMatch(/<a [^>]*><mark>Kassan<\/mark> nere/);
    expect(html).toContain("<bdi>Fil: </bdi><mark>error</mark>.log");
  });

  it("has the first reply in a column of the staff list, which says what it is", () => {
    const of = { organizationName: "Northwind", firstReplyMs: 5_400_000, lastAuthor: "Kim" };
    const html = shown(of, "staff");
    expect(html).toContain("<span>First reply</span>");
    expect(html).toContain('<span class="sr-only">first reply in </span>1 hr 30 min</span>');
    expect(html).toContain('<span class="narrow">first reply in 1 hr 30 min</span>');
    expect(html).toContain('title="Kim · ');
    expect(shown({}, "customer")).not.toContain("First reply");
  });

  it("leaves the language of people's and the provider's words open", () => {
    const html = shown({ goneAt: new Date() }, "customer", "sv");
    expect(html).toMatch(/<a [^>]*lang=""[^>]*>Kassan nere/);
    expect(html).toMatch(/<span [^>]*lang=""[^>]*>p0<\/span>/);
    expect(html).toMatch(/<span [^>]*lang=""[^>]*>shop\.example<\/span>/);
    expect(html).not.toMatch(/lang=""[^>]*>Open</);
    expect(html).toContain("Finns inte kvar hos HostUp");
  });
});
