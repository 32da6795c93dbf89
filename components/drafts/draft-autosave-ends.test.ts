import { randomUUID } from "node:crypto";

import { describe, expect, it, vi } from "vitest";

import { createAutosave, server, setUpDraftServer, userId } from "@/tests/helpers/draft-autosave";

import { readBackup } from "./local-backup";

setUpDraftServer();

describe("discarding", () => {
  it("empties the form at once, and undo brings everything back", async () => {
    const draft = createAutosave();
    draft.change({ message: "Away" });
    await vi.advanceTimersByTimeAsync(1_000);
    await draft.discard();
    expect(draft.snapshot()).toMatchObject({ values: {}, discarded: true });
    expect(server.values).toBeNull();
    await draft.undo();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(draft.snapshot()).toMatchObject({
      values: { message: "Away" },
      discarded: false,
      dirty: false,
    });
    expect(server.values).toEqual({ message: "Away" });
  });

  it("keeps what is typed after it", async () => {
    const draft = createAutosave();
    draft.change({ message: "Away" });
    await vi.advanceTimersByTimeAsync(1_000);
    const discarding = draft.discard();
    draft.change({ message: "New" });
    await discarding;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(draft.snapshot()).toMatchObject({
      values: { message: "New" },
      discarded: false,
      dirty: false,
    });
    expect(server.values).toEqual({ message: "New" });
  });

  it("keeps what another device saved, and offers both", async () => {
    const draft = createAutosave();
    draft.change({ message: "Laptop" });
    await vi.advanceTimersByTimeAsync(1_000);
    server.values = { message: "Phone" };
    server.version = 7;
    expect(await draft.discard()).toBe(false);
    expect(server.values).toEqual({ message: "Phone" });
    expect(draft.snapshot()).toMatchObject({
      values: { message: "Laptop" },
      discarded: false,
      conflict: { values: { message: "Phone" }, onServer: true },
    });
    draft.choose("other");
    expect(draft.snapshot().values).toEqual({ message: "Phone" });
  });

  it("discards its own text whose answer was lost", async () => {
    server.mode = "answers lost";
    const draft = createAutosave();
    draft.change({ message: "Away" });
    await vi.advanceTimersByTimeAsync(1_000);
    server.mode = "up";
    expect(await draft.discard()).toBe(true);
    expect(server.values).toBeNull();
  });

  it("is undone with the server's text when that differs", async () => {
    const draft = createAutosave();
    draft.change({ message: "Shown" });
    await vi.advanceTimersByTimeAsync(1_000);
    await draft.discard();
    server.discarded = { message: "Newer" };
    await draft.undo();
    expect(draft.snapshot().values).toEqual({ message: "Newer" });
  });

  it("brings the text back when the server cannot be reached", async () => {
    const draft = createAutosave();
    draft.change({ message: "Stays" });
    await vi.advanceTimersByTimeAsync(1_000);
    server.mode = "down";
    expect(await draft.discard()).toBe(false);
    expect(draft.snapshot()).toMatchObject({
      values: { message: "Stays" },
      failure: { state: "unreachable" },
    });
  });
});

describe("a form that was sent", () => {
  it("leaves no draft, and the next form is empty under its own key", async () => {
    const draft = createAutosave();
    draft.change({ message: "Sent" });
    await draft.settle();
    const next = randomUUID();
    draft.sent(next);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.saves).toEqual([]);
    expect(readBackup(userId, "new")).toBeNull();
    expect(draft.snapshot()).toMatchObject({ values: {}, dirty: false });
    expect(draft.formKey).toBe(next);
  });

  it("is not offered again by a view from the router cache", async () => {
    const first = createAutosave();
    first.change({ message: "Sent" });
    await vi.advanceTimersByTimeAsync(1_000);
    const { formKey } = first;
    const updatedAt = new Date(first.snapshot().savedAt ?? 0);
    first.sent();
    const again = createAutosave({
      formKey,
      draftStatus: {
        draftKey: "new",
        draft: { formKey, values: { message: "Sent" }, version: 1, updatedAt },
        files: [],
        asOf: Date.now(),
      },
    });
    expect(again.snapshot().values).toEqual({});
    expect(again.formKey).not.toBe(formKey);
  });

  async function sendAndReject(): Promise<string> {
    const first = createAutosave();
    first.change({ message: "Original" });
    await vi.advanceTimersByTimeAsync(1_000);
    first.sent();
    server.values = null;
    await vi.advanceTimersByTimeAsync(1_000);
    return first.formKey;
  }

  it.each(["reply", "ticket"])(
    "that came back as a %s keeps its key and its edits",
    async (kind) => {
      const formKey = await sendAndReject();
      const back =
        kind === "reply"
          ? { returned: { formKey, values: { message: "Original" } } }
          : { formKey, reopened: true, defaultValues: { message: "Original" } };
      const edited = createAutosave(back);
      expect(edited.formKey).toBe(formKey);
      expect(edited.snapshot().values).toEqual({ message: "Original" });
      edited.change({ message: "Mended" });
      await vi.advanceTimersByTimeAsync(1_000);
      const draftStatus = {
        draftKey: "new",
        draft: {
          formKey,
          values: { message: "Mended" },
          version: server.version,
          updatedAt: new Date(),
        },
        files: [],
        asOf: Date.now(),
      };
      const again = createAutosave({ ...back, draftStatus });
      again.restore();
      expect(again.formKey).toBe(formKey);
      expect(again.snapshot()).toMatchObject({ values: { message: "Mended" }, conflict: null });
    },
  );

  it("that came back is restored from the browser when only it has the edits", async () => {
    const formKey = await sendAndReject();
    const back = { returned: { formKey, values: { message: "Original" } } };
    server.mode = "down";
    const edited = createAutosave(back);
    edited.change({ message: "Mended offline" });
    edited.stop();
    const again = createAutosave(back);
    again.restore();
    expect(again.snapshot().values).toEqual({ message: "Mended offline" });
    expect(again.formKey).toBe(formKey);
  });

  it("and is open only in an older view counts as sent", async () => {
    const asOf = Date.now() - 1;
    const formKey = await sendAndReject();
    const draftStatus = { draftKey: "new", draft: null, files: [], asOf };
    expect(createAutosave({ formKey, reopened: true, draftStatus }).formKey).not.toBe(formKey);
  });

  it("is saved before it is sent", async () => {
    const draft = createAutosave();
    draft.change({ message: "Typed and sent at once" });
    await draft.saveAndSettle();
    expect(server.values).toEqual({ message: "Typed and sent at once" });
  });

  it("that came back is shown, or offered beside other text", () => {
    const returned = { formKey: "came-back", values: { message: "Refused" } };
    const alone = createAutosave({ returned });
    expect(alone.snapshot().values).toEqual({ message: "Refused" });
    expect(alone.formKey).toBe("came-back");
    server.values = { message: "Something new" };
    const conflicting = createAutosave({ returned });
    expect(conflicting.snapshot()).toMatchObject({
      values: { message: "Something new" },
      conflict: { values: { message: "Refused" }, returned: true },
    });
    conflicting.choose("other");
    expect(conflicting.formKey).toBe("came-back");
  });
});
