import { describe, expect, it } from "vitest";

import { textsOf } from "@/lib/i18n/texts";
import { withVisibleMarks } from "@/tests/helpers/texts";

import { toStoredText } from "../i18n/stored-text";
import {
  capabilityViews,
  categoryLabel,
  markedLabel,
  priorityLabel,
  serviceKindLabel,
  serviceStatusLabel,
  statusLabel,
} from "./labels";
import { providers } from "./registry";

const english = textsOf("en");
const swedish = textsOf("sv");

describe("a provider's word", () => {
  it("has a label in the reader's language", () => {
    expect(statusLabel(english, "hostup", "on_hold").label).toBe("On hold");
    expect(statusLabel(swedish, "hostup", "on_hold").label).toBe("Vilande");
    expect(priorityLabel(swedish, "upsun", "urgent")?.label).toBe("Brådskande");
    expect(markedLabel(serviceKindLabel(swedish, "hostup", "hosting"))).toBe("Webbhotell");
    expect(statusLabel(english, "hostup", "customer_reply").label).toBe("Waiting for HostUp");
    expect(serviceStatusLabel(english, "upsun", "suspended").label).toBe("Suspended");
  });

  it.each(["escalated", "toString", "__proto__", ""])(
    "that is unknown stays as it is: %j",
    (word) =>
      expect(statusLabel(swedish, "upsun", word)).toEqual({
        value: word,
        label: word,
        known: false,
      }),
  );

  it("that is unknown is marked as the provider's own", () =>
    expect(withVisibleMarks(markedLabel(serviceKindLabel(swedish, "hostup", "boat")))).toBe(
      "⟦boat⟧",
    ));

  it("of a provider that this version does not know stays as it is", () =>
    expect(statusLabel(swedish, "gone", "open").known).toBe(false));
});

describe("an urgent priority", () => {
  it.each(providers())("of $name is one of its priorities", ({ priorities, urgentPriorities }) => {
    expect(Object.keys(priorities)).toEqual(expect.arrayContaining([...urgentPriorities]));
    expect(urgentPriorities).toContain("urgent");
  });
});

describe("a category", () => {
  it.each([
    ["upsun", "access", "Access", "Åtkomst", true],
    ["upsun", "access", null, "Åtkomst", true],
    ["upsun", "quantum", "Quantum", "Quantum", false],
    ["upsun", "quantum", null, "quantum", false],
    ["hostup", "vps", "VPS servers", "VPS servers", false],
  ])("of %s: %s, called %s", (provider, id, given, label, known) =>
    expect(categoryLabel(swedish, provider, id, given)).toEqual({ value: id, label, known }),
  );
});

describe("a capability", () => {
  it("has a label, and its reason in the reader's language", () => {
    const reason = toStoredText({
      text: { key: "provider.timeout", values: { name: "HostUp" } },
      words: "Later.",
    });
    expect(
      capabilityViews(swedish, "hostup", [
        { capability: "read", available: true },
        { capability: "inventory:vps", available: false, reason },
        { capability: "inventory:boats", available: false, missingScope: "read:boats" },
      ]),
    ).toEqual([
      { capability: "read", label: "Läsa ärenden", available: true },
      {
        capability: "inventory:vps",
        label: "Lista VPS-servrar",
        available: false,
        reason: "HostUp svarade inte i tid.",
        words: "Later.",
      },
      {
        capability: "inventory:boats",
        label: "inventory:boats",
        available: false,
        missingScope: "read:boats",
      },
    ]);
  });
});
