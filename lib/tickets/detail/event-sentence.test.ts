import { describe, expect, it } from "vitest";

import { textsOf } from "../../i18n/texts";
import { createUpsunProvider } from "../../providers/upsun/provider";
import { eventSentence } from "./event-sentence";

const upsun = createUpsunProvider({
  apiUrl: "https://api.upsun.com",
  authUrl: "https://auth.upsun.com",
});
const changed = (
  field: string,
  before: string | string[] | null,
  after: string | string[] | null,
) => ({ kind: "changed", field, before, after });

describe("eventSentence", () => {
  it.each([
    [changed("status", "open", "pending"), "Status changed from Open to Pending"],
    [changed("status", "open", "escalated"), "Status changed from Open to escalated"],
    [changed("priority", null, "high"), "Priority set to High"],
    [changed("category_id", "access", "bug_report"), "Category changed from Access to Bug report"],
    [changed("collaborator_ids", [], ["a", "b"]), "Collaborators set to a, b"],
    [changed("cc", ["a"], []), "CC removed, was a"],
    [changed("body", "long", "longer"), "Opening message changed"],
    [changed("fields.assignee_id", "one", "two"), "Assignee changed from one to two"],
    [
      changed("fields.response_time", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
      "Response time changed",
    ],
    [changed("fields.due", null, "2026-01-02T00:00:00Z"), "Due set"],
    [changed("fields.of_a_later_version", "a", "b"), "of_a_later_version changed from a to b"],
    [
      changed("subject", "x".repeat(200), "short"),
      `Subject changed from ${"x".repeat(80)}… to short`,
    ],
    [
      { kind: "first_seen", field: null, before: null, after: { status: "open" } },
      "First seen here",
    ],
    [
      {
        kind: "message_added",
        field: "m",
        before: null,
        after: { sender: "staff", senderName: "Sven" },
      },
      "New message from Sven",
    ],
    [
      {
        kind: "message_added",
        field: "m",
        before: null,
        after: { sender: "staff", senderName: null },
      },
      "New message from the provider",
    ],
    [
      { kind: "attachment_added", field: "f", before: null, after: { filename: null } },
      "Unnamed file added",
    ],
    [
      {
        kind: "service_unlinked",
        field: "s",
        before: { kind: "vps", externalId: "vps_1", name: "app-01" },
        after: null,
      },
      "Service no longer linked: app-01",
    ],
  ])("tells %j as %j", (event, sentence) => {
    expect(eventSentence(textsOf("en"), event, upsun)).toBe(sentence);
  });

  it.each([
    [changed("status", "open", "pending"), "Status ändrades från Öppet till Väntar på svar"],
    [changed("priority", null, "high"), "Prioritet sattes till Hög"],
    [changed("cc", ["a"], []), "Kopiemottagare togs bort, var a"],
    [changed("body", "long", "longer"), "Första meddelandet ändrades"],
    [changed("fields.assignee_id", "one", "two"), "Handläggare ändrades från one till two"],
    [
      { kind: "changed", field: "fields.has_incidents", before: false, after: true },
      "Incidenter ändrades från Nej till Ja",
    ],
    [
      { kind: "message_added", field: "m", before: null, after: { sender: "bot" } },
      "Nytt meddelande från bot",
    ],
    [
      { kind: "message_removed", field: "m", before: { sender: "staff" }, after: null },
      "Leverantören tog bort sitt meddelande",
    ],
    [
      { kind: "attachment_removed", field: "f", before: { filename: "a.txt" }, after: null },
      "Fil togs bort hos leverantören: a.txt",
    ],
  ])("tells %j in Swedish as %j", (event, sentence) => {
    expect(eventSentence(textsOf("sv"), event, upsun)).toBe(sentence);
  });
});
