import { describe, expect, it } from "vitest";

import { type Failure, ok } from "@/lib/result";

import { type SavedSetting, type SettingEvent, settingReducer, UNCHANGED } from "./saved-setting";

const refused: Failure = { ok: false, code: "invalid", message: "No.", fieldErrors: {} };
const unanswered: Failure = { ...refused, code: "unreachable" };

const changed = (change: number): SettingEvent<string> => ({ type: "changed", change });
const answered = (
  change: number,
  setting: string,
  result: Failure | ReturnType<typeof ok<string>>,
): SettingEvent<string> => ({ type: "answered", change, setting, result });

const after = (...events: SettingEvent<string>[]) =>
  events.reduce<SavedSetting<string>>(settingReducer, UNCHANGED);

describe("a setting that is saved with each change", () => {
  it("is saved, or says why not", () => {
    expect(after(changed(1), answered(1, "sv", ok("sv")))).toMatchObject({
      saved: true,
      failure: null,
    });
    expect(after(changed(1), answered(1, "sv", refused))).toMatchObject({
      saved: false,
      failure: refused,
      unanswered: null,
    });
  });

  it.each([refused, unanswered])("ignores a late answer to an earlier change ($code)", (late) => {
    const waiting = after(changed(1), changed(2), answered(1, "sv", late));
    expect(waiting).toMatchObject({ saved: false, failure: null });
    expect(settingReducer(waiting, answered(2, "en", ok("en")))).toMatchObject({
      saved: true,
      failure: null,
      unanswered: null,
    });
  });

  it("does not call an earlier change's success its own", () =>
    expect(after(changed(1), changed(2), answered(1, "sv", ok("sv"))).saved).toBe(false));

  it("keeps a choice that may be saved, until an answer comes", () => {
    const kept = after(changed(1), answered(1, "sv", unanswered));
    expect(kept).toMatchObject({ failure: unanswered, unanswered: "sv" });
    expect(settingReducer(kept, changed(2)).unanswered).toBe("sv");
    expect(
      after(changed(1), answered(1, "sv", unanswered), changed(2), answered(2, "sv", ok("sv"))),
    ).toMatchObject({ saved: true, failure: null, unanswered: null });
  });
});
