import { describe, expect, it } from "vitest";

import { PERSON_ACTS } from "@/lib/acts/person-acts";
import { LANGUAGES } from "@/lib/i18n/languages";
import { textsOf } from "@/lib/i18n/texts";

import { auditText } from "./person-audit-text";

describe.each(LANGUAGES)("the history of a person in %s", (language) => {
  const textOf = (action: string, actorName: string | null = null) =>
    auditText(textsOf(language), { id: "1", at: new Date(), action, actorName });

  it("has words of its own for each act", () => {
    const texts = PERSON_ACTS.map((action) => textOf(action));
    expect(texts.filter((text) => text.includes(".") || text.includes("_"))).toEqual([]);
    expect(new Set(texts).size).toBe(PERSON_ACTS.length);
  });

  it("names who acted, and shows an unknown act by its code", () => {
    expect(textOf("member.added", "Ada")).toContain("Ada");
    expect(textOf("constructor")).toBe("constructor");
  });
});
