import { describe, expect, it } from "vitest";

import { NOTICE_KINDS, type NoticeKind } from "../kinds";
import { choiceOf, strongestMode, withChoice } from "./channel-choices";

const KINDS = Object.keys(NOTICE_KINDS) as NoticeKind[];

describe("a person's choice for a kind", () => {
  it.each([null, undefined, {}, [], "x", { answered: 7 }, { answered: { mail: "later" } }])(
    "is the usual one without a valid one: %j",
    (stored) => {
      for (const kind of KINDS) expect(choiceOf(stored, kind)).toEqual(NOTICE_KINDS[kind].usual);
    },
  );

  it("is kept where it differs from the usual, and read back", () => {
    for (const kind of KINDS)
      for (const in_app of [true, false])
        for (const mail of ["off", "now", "digest"] as const) {
          const stored = withChoice({ other: { mail: "off" } }, kind, { in_app, mail });
          const { push } = NOTICE_KINDS[kind].usual;
          expect(choiceOf(stored, kind)).toEqual({ in_app, mail, push });
          expect(stored.other).toEqual({ mail: "off" });
          expect(Object.values(stored)).not.toContainEqual({});
        }
  });

  it("keeps what was chosen in another place", () => {
    const stored = withChoice({ answered: { push: false } }, "answered", { mail: "off" });
    expect(stored).toEqual({ answered: { mail: "off", push: false } });
    expect(withChoice(stored, "answered", { mail: "now", push: true })).toEqual({});
  });

  it("is the strongest of several kinds'", () => {
    const stored = { filed: { mail: "digest" }, answered: { mail: "off" } };
    expect(strongestMode(stored, ["answered"], "mail")).toBe("off");
    expect(strongestMode(stored, ["answered", "filed"], "mail")).toBe("digest");
    expect(strongestMode(stored, ["filed", "failed"], "mail")).toBe("now");
    expect(strongestMode(stored, ["filed", "failed"], "push")).toBe("now");
  });
});
