import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import type { Language } from "@/lib/i18n/languages";
import type { Audience } from "@/lib/routes";
import type { EventView } from "@/lib/tickets/detail/types";
import { withTexts } from "@/tests/helpers/texts";

import { HistoryPanel } from "./history-panel";

const at = (time: string) => new Date(`2020-05-02T${time}Z`);
const gone: EventView = {
  id: "1",
  kind: "gone",
  sentence: "The provider no longer has this ticket",
  field: null,
  before: null,
  after: null,
  happenedAt: null,
  seenAt: at("22:43:00"),
  notBefore: at("22:41:00"),
  recordedAt: at("22:43:01"),
};

/** The text that a reader of the history gets. */
function shown(
  change: Partial<EventView>,
  language: Language = "en",
  audience: Audience = "customer",
) {
  const history = { events: [{ ...gone, ...change }], olderEvents: null, isOlderHistory: false };
  const markup = renderToStaticMarkup(
    withTexts(
      <HistoryPanel
        ticketId="t"
        history={history}
        locale={{ language, timeZone: "UTC" }}
        audience={audience}
      />,
      language,
    ),
  );
  return markup.replace(/<[^>]*>/g, "");
}

describe("a field whose values are times", () => {
  const due = { field: "fields.due", sentence: "Due changed", isOfTimes: true };
  const [before, after] = ["2020-05-03T08:00:00Z", "2020-05-04T08:00:00Z"];

  it("is told with both, or with the first one", () => {
    expect(shown({ ...due, before, after })).toContain(
      "Due changed from 3 May 2020, 08:00 UTC to 4 May 2020, 08:00 UTC",
    );
    expect(shown({ ...due, before: null, after }, "sv")).toContain("till 4 maj 2020 08:00 UTC");
    expect(shown({ ...due, before, after: null })).not.toContain("4 May");
  });
});

describe("a change that the provider gives no time", () => {
  it("is told by the times between which it happened", () => {
    for (const audience of ["customer", "staff"] as const) {
      expect(shown({}, "en", audience)).toContain("Between 2 May 2020, 22:41 and 22:43 UTC");
      expect(shown({}, "sv", audience)).toContain("Mellan 2 maj 2020 22:41 och 22:43 UTC");
    }
  });

  it("is told by one time where they are a minute apart at most, or one is not known", () => {
    expect(shown({ notBefore: at("22:42:01") })).toContain("Noticed 2 May");
    expect(shown({ notBefore: null })).toContain("Noticed 2 May");
    expect(shown({ recordedAt: null })).toContain("Noticed 2 May");
  });
});

it("tells a change by the provider's time where there is one", () => {
  expect(shown({ happenedAt: at("22:42:10") })).not.toContain("Between");
});
