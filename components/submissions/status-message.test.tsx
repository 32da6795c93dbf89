import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { markForeign } from "@/lib/i18n/foreign-words";
import type { Language } from "@/lib/i18n/languages";
import type { PendingSubmission } from "@/lib/submissions/types";
import { withTexts } from "@/tests/helpers/texts";

import { StatusMessage } from "./status-message";

const now = new Date();
const SUBMISSION: PendingSubmission = {
  id: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
  kind: "create",
  state: "queued",
  step: "write",
  subject: "The shop is slow",
  text: "It began this morning.",
  encrypted: false,
  reference: "TB-BCDFGH",
  ticketId: null,
  connectionId: "hostup-shop",
  connectionLabel: "Shop",
  providerName: "HostUp",
  by: "Jane Doe",
  byUserId: "jane",
  createdAt: now,
  message: null,
  code: null,
  nextAt: null,
  sentAt: null,
  checks: 0,
  lookedAt: null,
  awaitsReading: false,
  canCancel: false,
  files: [],
};

const TIME = /<time[^>]*>.*?<\/time>( <span[^>]*>\(.*?\)<\/span>)?/g;

/** Without markup; each time is T, quotes of the provider are in brackets, marked words in ⟦⟧. */
function shown(
  changes: Partial<PendingSubmission>,
  { language = "en", canDecide = true }: { language?: Language; canDecide?: boolean } = {},
): string {
  const markup = renderToStaticMarkup(
    withTexts(
      <StatusMessage
        submission={{ ...SUBMISSION, ...changes }}
        locale={{ timeZone: "UTC", language }}
        canDecide={canDecide}
      />,
      language,
    ),
  );
  return markup
    .replaceAll(TIME, "T")
    .replaceAll(/<q lang="">(.*?)<\/q>/g, "[$1]")
    .replaceAll(/<bdi lang="">(.*?)<\/bdi>/g, "⟦$1⟧")
    .replaceAll(/<[^>]*>/g, "");
}

const nextAt = new Date(now.getTime() + 60_000);

describe("what is said of a submission", () => {
  it("is why it waits, in the provider's words too, and until when", () => {
    expect(shown({ nextAt, code: "provider_rate_limited" })).toBe(
      "HostUp asked us to wait until T. We’ll send it then.",
    );
    expect(
      shown({
        nextAt,
        code: "provider_unavailable",
        message: "HostUp is having problems (error 503).",
        words: "Overloaded",
      }),
    ).toBe("HostUp is having problems (error 503). HostUp says: [Overloaded] Next try at T.");
    expect(shown({ nextAt, message: "Stored by an earlier version" })).toBe(
      "Stored by an earlier version. Next try at T.",
    );
    expect(shown({ nextAt })).toBe("We couldn’t send it just now. Next try at T.");
    expect(shown({ nextAt, message: `${markForeign("a.jpg")} was damaged` })).toBe(
      "⟦a.jpg⟧ was damaged. Next try at T.",
    );
  });

  it("is that a lost one is looked for and not sent twice", () => {
    expect(shown({ state: "unknown", nextAt })).toBe(
      "HostUp may have received this. We’re looking for reference TB-BCDFGH. Next check at T. We won’t send it twice.",
    );
    expect(shown({ state: "unknown", step: "files" })).toBe(
      "HostUp may have received the message with the files. We’re looking for the message with the files. We won’t send it twice.",
    );
  });

  it("is what is known, to the one who decides", () => {
    const missed = { state: "needs_decision", sentAt: now, lookedAt: now, checks: 2 } as const;
    expect(shown(missed)).toBe(
      "Sent T. We checked HostUp 2 times. Last checked T. Reference TB-BCDFGH wasn’t there. Send it again or discard it. If the first one shows up later, HostUp will have two tickets.",
    );
    expect(shown({ ...missed, kind: "close", checks: 1 })).toBe(
      "Sent T. We checked HostUp once. Last checked T. The ticket hadn’t changed as requested. Send it again or discard it.",
    );
    expect(shown(missed, { canDecide: false })).toMatch(
      /A member of the organization decides whether to send it again\.$/,
    );
    expect(shown({ ...missed, kind: "reply" }, { language: "sv" })).toBe(
      "Skickat: T. Vi har kontrollerat hos HostUp 2 gånger. Senaste kontroll: T. Referensen TB-BCDFGH fanns inte där. Skicka det igen eller kasta det. Om det första dyker upp senare visas svaret två gånger.",
    );
  });

  it("is that nothing was checked, without what was not found", () => {
    const unread = { state: "needs_decision", sentAt: now, lookedAt: now, checks: 0 } as const;
    expect(shown(unread)).toBe(
      "Sent T. We couldn’t check HostUp. Send it again or discard it. If the first one shows up later, HostUp will have two tickets.",
    );
    expect(shown({ ...unread, kind: "close" }, { language: "sv" })).toBe(
      "Skickat: T. Vi kunde inte kontrollera hos HostUp. Skicka det igen eller kasta det.",
    );
  });

  it("is where a sent one will appear", () => {
    expect(shown({ state: "sent", kind: "reply" })).toBe(
      "HostUp has received it. It will appear in the conversation after the next sync.",
    );
    expect(shown({ state: "sent", kind: "create" }, { language: "sv" })).toBe(
      "HostUp har tagit emot det. Ärendet visas efter nästa synkning.",
    );
  });

  it("is why it was rejected", () => {
    expect(shown({ state: "rejected" })).toBe("HostUp rejected this. Nothing was changed there.");
    expect(
      shown({ state: "rejected", message: "HostUp rejected this.", words: "No subject." }),
    ).toBe("HostUp rejected this. HostUp says: [No subject.]");
  });
});
