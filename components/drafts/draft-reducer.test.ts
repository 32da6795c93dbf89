import { describe, expect, it } from "vitest";

import { type DraftEvent, draftReducer } from "./draft-reducer";
import { type DraftState, initialDraftState, type SavedDraft } from "./draft-state";

const phone: SavedDraft = { formKey: "phone", values: { message: "Phone" }, version: 7, at: 70 };
const returned = { formKey: "returned", values: { message: "Rejected" } };

function initial(options: Partial<Parameters<typeof initialDraftState>[0]> = {}): DraftState {
  return initialDraftState({
    saved: null,
    returned: undefined,
    formKey: "key",
    defaultValues: {},
    adapt: (values) => values,
    ...options,
  });
}

function after(state: DraftState, ...events: DraftEvent[]): DraftState {
  return events.reduce(draftReducer, state);
}

const typed = (message: string): DraftEvent => ({
  type: "changed",
  values: { message },
  backedUp: true,
});
const saved = (message: string, version = 1): DraftEvent => ({
  type: "saved",
  values: { message },
  version,
  now: 100,
});
const discardStarted: DraftEvent = {
  type: "discard_started",
  newFormKey: "new",
  defaultValues: {},
};

describe("the first state", () => {
  it("is an empty form when nothing was saved", () => {
    expect(initial({ defaultValues: { subject: "Hi" } })).toMatchObject({
      values: { subject: "Hi" },
      formKey: "key",
      version: 0,
      savedAt: null,
    });
  });

  it("is the saved draft, adapted to the form", () => {
    const adapt = () => ({ message: "adapted" });
    expect(initial({ saved: phone, adapt })).toMatchObject({
      values: { message: "adapted" },
      formKey: "phone",
      version: 7,
      savedAt: 70,
      serverValues: { message: "Phone" },
    });
  });

  it("is the returned form, under its own key", () => {
    expect(initial({ returned })).toMatchObject({ ...returned, conflict: null });
  });

  it("is the saved draft when the returned form has been edited", () => {
    const edited = { ...phone, formKey: "returned" };
    expect(initial({ saved: edited, returned })).toMatchObject({
      values: phone.values,
      conflict: null,
    });
  });

  it("is a conflict when something else was typed since", () => {
    expect(initial({ saved: phone, returned })).toMatchObject({
      values: phone.values,
      conflict: { ...returned, returned: true, onServer: false },
    });
  });

  it.each([{ message: "  " }, { message: "", "@account": "a" }, returned.values])(
    "is no conflict with %j",
    (values) => {
      const state = initial({ saved: { ...phone, values }, returned });
      expect(state).toMatchObject({ ...returned, conflict: null, version: 7 });
    },
  );
});

describe("saving", () => {
  it("is done when the form still has the saved text", () => {
    expect(after(initial(), typed("a"), saved("a"))).toMatchObject({
      dirty: false,
      savedAt: 100,
      version: 1,
      serverValues: { message: "a" },
    });
  });

  it("leaves what was typed meanwhile to save", () => {
    expect(after(initial(), typed("a"), typed("ab"), saved("a"))).toMatchObject({
      values: { message: "ab" },
      dirty: true,
      version: 1,
    });
  });

  it("counts failures that it can retry, until one succeeds", () => {
    const unreachable: DraftEvent = { type: "save_failed", failure: { state: "unreachable" } };
    const ended: DraftEvent = { type: "save_failed", failure: { state: "ended" } };
    const failed = after(initial(), typed("a"), unreachable, unreachable, ended);
    expect(failed).toMatchObject({ failures: 2, failure: { state: "ended" }, dirty: true });
    expect(after(failed, saved("a"))).toMatchObject({ failures: 0, failure: null });
  });

  it("keeps both versions when another device has saved", () => {
    expect(after(initial(), typed("a"), { type: "conflict_found", draft: phone })).toMatchObject({
      values: { message: "a" },
      version: 7,
      conflict: { values: phone.values, onServer: true },
    });
  });
});

describe("versions that were not chosen", () => {
  const found = (message: string): DraftEvent => ({
    type: "conflict_found",
    draft: { ...phone, values: { message } },
  });
  const keepThis: DraftEvent = {
    type: "conflict_resolved",
    keep: "this",
    values: { message: "a" },
  };
  const setAside = (...events: DraftEvent[]) =>
    after(initial(), typed("a"), ...events).setAside.map(({ message }) => message);

  it("are all kept through further conflicts, the newest first", () => {
    expect(setAside(found("b"), keepThis, found("c"), keepThis)).toEqual(["c", "b"]);
    expect(setAside(found("b"), keepThis, found("b"), keepThis)).toEqual(["b"]);
    // The other device saved again before the person chose.
    expect(setAside(found("b"), found("c"), keepThis)).toEqual(["c", "b"]);
    expect(setAside(found(" "), keepThis)).toEqual([]);
  });

  it("are the last five", () => {
    const many = ["b", "c", "d", "e", "f", "g"].flatMap((text) => [found(text), keepThis]);
    expect(setAside(...many)).toEqual(["g", "f", "e", "d", "c"]);
  });

  it("come back with a discarded text, also one that was not chosen yet", () => {
    const discard: DraftEvent = { type: "discard_started", newFormKey: "n", defaultValues: {} };
    const undo: DraftEvent = { type: "discard_undone", values: { message: "a" }, backedUp: true };
    const refuse: DraftEvent = {
      type: "discard_refused",
      reason: { state: "unreachable" },
      backedUp: true,
    };
    const two = [found("b"), keepThis, found("c")];
    expect(setAside(...two, discard)).toEqual([]);
    expect(setAside(...two, discard, undo)).toEqual(["c", "b"]);
    expect(setAside(...two, discard, refuse)).toEqual(["c", "b"]);
  });

  it("give their place to the text that is shown when one is used", () => {
    const state = after(initial(), typed("a"), found("b"), keepThis, found("c"), keepThis);
    const [, second = {}] = state.setAside;
    const swapped: DraftEvent = {
      type: "swapped",
      setAside: second,
      values: second,
      backedUp: true,
    };
    expect(after(state, swapped)).toMatchObject({
      values: { message: "b" },
      setAside: [{ message: "a" }, { message: "c" }],
    });
  });
});

describe("a conflict", () => {
  const conflict = after(initial(), typed("a"), { type: "conflict_found", draft: phone });

  it("resolved with the other version continues that draft, already saved", () => {
    expect(
      after(conflict, { type: "conflict_resolved", keep: "other", values: phone.values }),
    ).toMatchObject({ values: phone.values, formKey: "phone", dirty: false, savedAt: 70 });
  });

  it("resolved with this version has it still to save", () => {
    expect(
      after(conflict, { type: "conflict_resolved", keep: "this", values: conflict.values }),
    ).toMatchObject({ values: { message: "a" }, formKey: "key", dirty: true, conflict: null });
  });

  it("with a returned form that is given up has nothing to save", () => {
    const state = initial({ saved: phone, returned });
    expect(
      after(state, { type: "conflict_resolved", keep: "this", values: phone.values }),
    ).toMatchObject({ values: phone.values, dirty: false });
  });
});

describe("the browser's backup", () => {
  const backup = { formKey: "backup", values: { message: "Backup" }, version: 7, at: 60 };
  const found = (change: Partial<typeof backup>): DraftEvent => ({
    type: "backup_found",
    backup: { ...backup, ...change },
    values: backup.values,
  });

  it("is shown when it is based on the server's version", () => {
    expect(after(initial({ saved: phone }), found({}))).toMatchObject({
      values: backup.values,
      formKey: "backup",
      dirty: true,
      conflict: null,
    });
  });

  it("is shown with the server's version beside it when it is newer", () => {
    expect(after(initial({ saved: phone }), found({ version: 5, at: 80 }))).toMatchObject({
      values: backup.values,
      dirty: true,
      conflict: { formKey: "phone", values: phone.values, onServer: true },
    });
  });

  it("is offered when the server's version is newer", () => {
    expect(after(initial({ saved: phone }), found({ version: 5 }))).toMatchObject({
      values: phone.values,
      dirty: false,
      conflict: { formKey: "backup", values: backup.values, onServer: false },
    });
  });
});

describe("discarding", () => {
  const discarding = after(initial(), typed("a"), saved("a"), discardStarted);

  it("empties the form and can be undone", () => {
    expect(discarding).toMatchObject({ values: {}, discarding: true, formKey: "key" });
    expect(
      after(discarding, { type: "discard_undone", values: { message: "a" }, backedUp: true }),
    ).toMatchObject({ values: { message: "a" }, dirty: true, discarding: false, undoable: null });
  });

  it("begins a new form when the old one was sent", () => {
    expect(after(initial(), { type: "sent_elsewhere" }, discardStarted)).toMatchObject({
      formKey: "new",
      sent: false,
    });
  });

  it("brings the text back when it is refused, also at the second attempt", () => {
    const refused: DraftEvent = {
      type: "discard_refused",
      reason: { state: "unreachable" },
      backedUp: true,
    };
    expect(after(discarding, discardStarted, refused)).toMatchObject({
      values: { message: "a" },
      dirty: true,
      discarding: false,
      failure: { state: "unreachable" },
    });
  });

  it("is refused with another device's version as a conflict", () => {
    expect(
      after(discarding, { type: "discard_refused", reason: phone, backedUp: true }),
    ).toMatchObject({ values: { message: "a" }, conflict: { values: phone.values } });
  });

  it("keeps what was typed before the answer", () => {
    expect(after(discarding, typed("b"), { type: "discard_confirmed" })).toMatchObject({
      values: { message: "b" },
      discarded: false,
      dirty: true,
    });
    expect(
      after(discarding, typed("b"), {
        type: "discard_refused",
        reason: { state: "unreachable" },
        backedUp: false,
      }),
    ).toMatchObject({ values: { message: "b" }, dirty: true });
  });
});

describe("a form that was sent", () => {
  const sent = (nextFormKey?: string): DraftEvent => ({
    type: "sent",
    nextFormKey,
    defaultValues: {},
  });

  it("is followed by an empty one under the next key", () => {
    expect(after(initial(), typed("a"), saved("a", 3), sent("next"))).toMatchObject({
      values: {},
      formKey: "next",
      version: 0,
      dirty: false,
      closed: false,
    });
  });

  it("is closed when there is no next key", () => {
    expect(after(initial(), typed("a"), sent())).toMatchObject({
      values: { message: "a" },
      dirty: false,
      closed: true,
    });
  });

  it("can be continued as a new form when it was sent elsewhere", () => {
    const state = after(initial({ saved: phone }), typed("a"), { type: "sent_elsewhere" });
    expect(state.sent).toBe(true);
    expect(after(state, { type: "started_over", formKey: "new" })).toMatchObject({
      values: { message: "a" },
      formKey: "new",
      version: 0,
      sent: false,
      dirty: true,
    });
  });
});
