import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { TextsProvider } from "@/components/i18n/texts-provider";
import { catalogOf } from "@/lib/i18n/catalogs";
import { INTL_LOCALES } from "@/lib/i18n/languages";
import { textsOf } from "@/lib/i18n/texts";
import type { Abandonment, PendingSubmission } from "@/lib/submissions/types";

import { SubmissionView } from "./submission-view";

const SUBMISSION: PendingSubmission = {
  id: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
  kind: "create",
  state: "rejected",
  step: "write",
  subject: "The shop is slow",
  text: "It began this morning.",
  encrypted: false,
  reference: null,
  ticketId: null,
  connectionId: "hostup-shop",
  connectionLabel: "Shop",
  providerName: "HostUp",
  by: "Jane Doe",
  byUserId: "jane",
  createdAt: new Date(),
  message: null,
  code: null,
  nextAt: null,
  sentAt: new Date(),
  checks: 0,
  lookedAt: null,
  awaitsReading: false,
  canCancel: false,
  files: [],
};

const shown = (abandoned: Abandonment, checks: number) =>
  renderToStaticMarkup(
    <TextsProvider locale={INTL_LOCALES.en} messages={catalogOf("en")}>
      <SubmissionView
        submission={{ ...SUBMISSION, checks }}
        abandoned={abandoned}
        locale={{ timeZone: "UTC", language: "en" }}
        decisionHandler={{ viewerId: "jane", decide: () => Promise.reject(new Error("unused")) }}
      />
    </TextsProvider>,
  );

const english = textsOf("en");

describe("a new ticket that was given up", () => {
  it("was not filed if it was canceled, or dismissed after the provider rejected it", () => {
    const markup = shown("unfiled", 0);
    expect(markup).toContain(english("submissions.canceled"));
    expect(markup).toContain("No ticket was filed with HostUp. The text is kept.");
  });

  it("may still show up if its answer was lost, also if the provider was never read", () => {
    expect(shown("lost", 2)).toContain(
      "We didn’t find it at HostUp. If the ticket shows up later, it will appear in your tickets.",
    );
    const unread = shown("lost", 0);
    expect(unread).toContain(english("submissions.discarded"));
    expect(unread).toContain(
      "We couldn’t check HostUp. If the ticket shows up later, it will appear in your tickets.",
    );
    expect(unread).not.toContain("No ticket was filed");
  });
});
