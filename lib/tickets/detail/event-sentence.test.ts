import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { withVisibleMarks } from "@/tests/helpers/texts";

import { splitMarked } from "../../i18n/foreign-words";
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
    [changed("status", "open", "escalated"), "Status changed from Open to ⟦Escalated⟧"],
    [
      changed("fields.ticket_sharing_status", "ts_sent", "ts_returned_from_platform"),
      "Sharing status changed from ⟦Ts sent⟧ to ⟦Ts returned from platform⟧",
    ],
    [changed("priority", null, "high"), "Priority set to High"],
    [changed("category_id", "access", "bug_report"), "Category changed from Access to Bug report"],
    [changed("collaborator_ids", [], ["a", "b"]), "Collaborators set"],
    [changed("cc", ["a"], []), "CC removed, was ⟦a⟧"],
    [changed("body", "long", "longer"), "Opening message changed"],
    [changed("fields.assignee_id", "one", "two"), "Assignee changed"],
    [
      changed("fields.response_time", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
      "Response time changed",
    ],
    [changed("fields.due", null, "2026-01-02T00:00:00Z"), "Due set"],
    [
      changed("fields.of_a_later_version", "a", "b"),
      "⟦of_a_later_version⟧ changed from ⟦a⟧ to ⟦b⟧",
    ],
    [
      changed("subject", "x".repeat(200), "short"),
      `Subject changed from ⟦${"x".repeat(80)}…⟧ to ⟦short⟧`,
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
      "New message from ⟦Sven⟧",
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
      "Service no longer linked: ⟦app-01⟧",
    ],
  ])("tells %j as %j", (event, sentence) => {
    expect(withVisibleMarks(eventSentence(textsOf("en"), event, upsun))).toBe(sentence);
  });

  it("marks every value that is none of ours, whatever it is", () => {
    const anyValue = fc.string({ unit: "grapheme", maxLength: 20 }).map((text) => `raw ${text}`);
    const fields = fc.constantFrom("subject", "status", "priority", "fields.assignee_id");
    fc.assert(
      fc.property(fields, anyValue, anyValue, (field, before, after) => {
        const sentence = eventSentence(textsOf("en"), changed(field, before, after), upsun, {
          staff: true,
        });
        const [, was, between, is, end] = splitMarked(sentence);
        const bare = (value: string) => value.replace(/[\u2066-\u2069]/g, "");
        expect([was, between, is, end]).toEqual([bare(before), " to ", bare(after), ""]);
      }),
    );
  });

  it("marks none of our labels", () => {
    const values = [...Object.keys(upsun.statuses), ...Object.keys(upsun.priorities)];
    expect(values.length).toBeGreaterThan(5);
    for (const [field, labels] of [
      ["status", upsun.statuses],
      ["priority", upsun.priorities],
      ["category_id", upsun.categories],
    ] as const)
      for (const value of Object.keys(labels ?? {})) {
        const sentence = eventSentence(textsOf("en"), changed(field, null, value), upsun);
        expect(withVisibleMarks(sentence)).toBe(sentence);
      }
  });

  it("keeps a name from ending its mark early", () => {
    const after = { sender: "staff", senderName: "Sven\u2069\u2068 of HostUp" };
    expect(
      withVisibleMarks(
        eventSentence(
          textsOf("en"),
          { kind: "message_added", field: "m", before: null, after },
          upsun,
        ),
      ),
    ).toBe("New message from ⟦Sven□□ of HostUp⟧");
  });

  it.each([
    [changed("status", "open", "pending"), "Status ändrades från Öppet till Väntar på svar"],
    [changed("priority", null, "high"), "Prioritet sattes till Hög"],
    [changed("cc", ["a"], []), "Kopiemottagare togs bort, var ⟦a⟧"],
    [changed("body", "long", "longer"), "Första meddelandet ändrades"],
    [changed("fields.assignee_id", "one", "two"), "Handläggare ändrades"],
    [
      { kind: "changed", field: "fields.has_incidents", before: false, after: true },
      "Incidenter ändrades från Nej till Ja",
    ],
    [
      { kind: "message_added", field: "m", before: null, after: { sender: "bot" } },
      "Nytt meddelande från ⟦bot⟧",
    ],
    [
      { kind: "message_removed", field: "m", before: { sender: "staff" }, after: null },
      "Leverantören tog bort sitt meddelande",
    ],
    [
      { kind: "attachment_removed", field: "f", before: { filename: "a.txt" }, after: null },
      "Fil togs bort hos leverantören: ⟦a.txt⟧",
    ],
  ])("tells %j in Swedish as %j", (event, sentence) => {
    expect(withVisibleMarks(eventSentence(textsOf("sv"), event, upsun))).toBe(sentence);
  });
});

it("names users where their names are known", () => {
  const names = new Map([
    ["one", "Anna"],
    ["a", "Sam"],
  ]);
  const sentence = (event: ReturnType<typeof changed>, staff = false) =>
    withVisibleMarks(eventSentence(textsOf("en"), event, upsun, { names, staff }));
  const assigned = (before: string | null, after: string | null) =>
    changed("fields.assignee_id", before, after);
  expect(sentence(assigned("one", "a"))).toBe("Assignee changed from ⟦Anna⟧ to ⟦Sam⟧");
  expect(sentence(assigned("one", "two"))).toBe("Assignee changed");
  expect(sentence(assigned(null, "two"))).toBe("Assignee set");
  expect(sentence(assigned("two", "one"))).toBe("Assignee set to ⟦Anna⟧");
  expect(sentence(assigned("two", null))).toBe("Assignee removed");
  expect(sentence(assigned("one", "two"), true)).toBe("Assignee changed from ⟦Anna⟧ to ⟦two⟧");
  expect(sentence(changed("status", "open", "escalated"), true)).toBe(
    "Status changed from Open to ⟦escalated⟧",
  );
  const collaborators = changed("collaborator_ids", [], ["a", "b"]);
  expect(sentence(collaborators)).toBe("Collaborators set");
  expect(sentence(collaborators, true)).toBe("Collaborators set to ⟦Sam, b⟧");
  expect(sentence(changed("collaborator_ids", ["b"], ["a"]))).toBe("Collaborators set to ⟦Sam⟧");
  expect(sentence(changed("subject", "one", "b"))).toBe("Subject changed from ⟦one⟧ to ⟦b⟧");
});
