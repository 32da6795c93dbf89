import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import type { Language } from "@/lib/i18n/languages";
import type { MessageView } from "@/lib/tickets/detail/types";
import { withTexts } from "@/tests/helpers/texts";

import { MessageCard } from "./message-card";

const message: MessageView = {
  id: "m",
  author: null,
  sender: "customer",
  body: "Hello",
  encrypted: false,
  sentAt: new Date("2020-05-01T10:00:00Z"),
  reference: null,
  attachments: [],
};

const shown = (change: Partial<MessageView>, language: Language = "en") =>
  renderToStaticMarkup(
    withTexts(
      <MessageCard
        message={{ ...message, ...change }}
        providerName="Upsun"
        locale={{ language, timeZone: "UTC" }}
      />,
      language,
    ),
  );

describe("a message", () => {
  it.each<[string, Partial<MessageView>, string, string]>([
    ["of a customer without a name", {}, ">Customer<", ">Kund<"],
    ["of staff without a name", { sender: "staff" }, ">Provider<", ">Leverantör<"],
    [
      "that repeats what its sender is",
      { sender: "staff", author: "Staff" },
      ">Provider<",
      ">Leverantör<",
    ],
    [
      "of somebody on an unknown side",
      { sender: "unknown" },
      ">Upsun or a colleague<",
      ">Upsun eller en kollega<",
    ],
    ["of an automation", { sender: "automation" }, ">Automatic<", ">Automatiskt<"],
    ["without text", { body: " " }, "sent no text", "skickade ingen text"],
    ["that is encrypted", { body: null, encrypted: true }, "don’t show it here", "visas inte här"],
    [
      "that was removed",
      { removedAt: new Date("2020-05-02T10:00:00Z") },
      "2 May 2020",
      "2 maj 2020",
    ],
  ])("%s is told in the reader's language", (_what, change, english, swedish) => {
    expect(shown(change)).toContain(english);
    expect(shown(change, "sv")).toContain(swedish);
  });

  it("shows its sender's name and text untranslated, and an unknown sender as it came", () => {
    expect(shown({ author: "Jane" }, "sv")).toMatch(/<bdi[^>]* translate="no"[^>]*>Jane<\/bdi>/);
    expect(shown({}, "sv")).toMatch(/<div[^>]* lang=""[^>]*>Hello<\/div>/);
    expect(shown({ sender: "bot" }, "sv")).toContain("bot");
  });
});
