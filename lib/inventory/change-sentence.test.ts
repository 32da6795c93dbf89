import { describe, expect, it } from "vitest";

import { withVisibleMarks } from "@/tests/helpers/texts";

import { textsOf } from "../i18n/texts";
import { changeSentence } from "./change-sentence";

describe("changeSentence", () => {
  it.each([
    [
      { field: "status", before: "active", after: "suspended" },
      "Status changed from Active to Suspended",
      "Status ändrades från Aktiv till Avstängd",
    ],
    [
      { field: "status", before: null, after: "on loan" },
      "Status set to ⟦on loan⟧",
      "Status sattes till ⟦on loan⟧",
    ],
    [
      { field: "name", before: "old.example", after: "new.example" },
      "Name changed from ⟦old.example⟧ to ⟦new.example⟧",
      "Namn ändrades från ⟦old.example⟧ till ⟦new.example⟧",
    ],
    [
      { field: "details.planName", before: null, after: "Start" },
      "Plan name set to ⟦Start⟧",
      "Abonnemangets namn sattes till ⟦Start⟧",
    ],
    [
      { field: "details.ipAddress", before: "192.0.2.1", after: null },
      "IP address removed, was ⟦192.0.2.1⟧",
      "IP-adress togs bort, var ⟦192.0.2.1⟧",
    ],
    [
      { field: "details.autoRenew", before: false, after: true },
      "Auto-renew changed from No to Yes",
      "Automatisk förnyelse ändrades från Nej till Ja",
    ],
    [
      { field: "details.rackUnit", before: null, after: "fyra" },
      "⟦Rack unit⟧ set to ⟦fyra⟧",
      "⟦Rack unit⟧ sattes till ⟦fyra⟧",
    ],
    [
      { field: "gone", before: null, after: "2026-01-01T00:00:00.000Z" },
      "No longer listed by HostUp",
      "Listas inte längre hos HostUp",
    ],
    [
      { field: "gone", before: "2026-01-01T00:00:00.000Z", after: null },
      "Listed again by HostUp",
      "Listas igen hos HostUp",
    ],
  ])("says what has changed in words: %j", (change, inEnglish, inSwedish) => {
    expect(withVisibleMarks(changeSentence(textsOf("en"), change, "hostup"))).toBe(inEnglish);
    expect(withVisibleMarks(changeSentence(textsOf("sv"), change, "hostup"))).toBe(inSwedish);
  });
});
