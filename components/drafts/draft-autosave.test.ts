import { describe, expect, it, vi } from "vitest";

import { createAutosave, server, setUpDraftServer, userId } from "@/tests/helpers/draft-autosave";

import type { DraftAutosave } from "./draft-autosave";
import { readBackup } from "./local-backup";

setUpDraftServer();

describe("typed text", () => {
  it("is saved after a pause, and is in the browser until then", async () => {
    const draft = createAutosave();
    for (const message of ["H", "He", "Hello"]) {
      draft.change({ message });
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(server.saves).toEqual([]);
    expect(readBackup(userId, "new")?.values).toEqual({ message: "Hello" });
    await vi.advanceTimersByTimeAsync(800);
    expect(server.saves).toHaveLength(1);
    expect(server.values).toEqual({ message: "Hello" });
    expect(readBackup(userId, "new")).toBeNull();
    expect(draft.snapshot()).toMatchObject({
      dirty: false,
      savedAt: expect.any(Number),
      failure: null,
    });
  });

  it("is only in the tab when it will be encrypted", () => {
    const draft = createAutosave();
    draft.change({ message: "hunter2", encrypted: "" });
    expect(JSON.stringify(localStorage)).toContain("hunter2");
    draft.change({ message: "hunter2", encrypted: "true" });
    expect(JSON.stringify(localStorage)).not.toContain("hunter2");
    expect(JSON.stringify(sessionStorage)).toContain("hunter2");
  });

  it("is saved automatically once the portal can be reached again", async () => {
    server.mode = "down";
    const draft = createAutosave();
    draft.change({ message: "Offline" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(draft.snapshot()).toMatchObject({
      failure: { state: "unreachable" },
      dirty: true,
      backedUp: true,
    });
    server.mode = "up";
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.values).toEqual({ message: "Offline" });
    expect(draft.snapshot()).toMatchObject({ failure: null, dirty: false });
  });

  it("is restored from the browser after a reload, and saved", async () => {
    server.mode = "ended";
    const before = createAutosave();
    before.change({ message: "Typed on" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(before.snapshot().failure).toEqual({ state: "ended" });
    before.stop();
    server.mode = "up";
    const after = createAutosave();
    after.restore();
    expect(after.snapshot().values).toEqual({ message: "Typed on" });
    expect(after.formKey).toBe(before.formKey);
    await vi.advanceTimersByTimeAsync(0);
    expect(server.values).toEqual({ message: "Typed on" });
  });

  it("is no conflict when its own answer was lost", async () => {
    server.mode = "answers lost";
    const draft = createAutosave();
    draft.change({ message: "First" });
    await vi.advanceTimersByTimeAsync(1_000);
    server.mode = "up";
    draft.change({ message: "First and more" });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(draft.snapshot()).toMatchObject({ conflict: null, dirty: false });
    expect(server.values).toEqual({ message: "First and more" });
  });

  it("is at risk when closing the page would lose it", async () => {
    vi.stubGlobal("localStorage", undefined);
    server.mode = "down";
    const draft = createAutosave();
    draft.change({ message: "Nowhere" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(draft.atRisk).toBe(true);
    server.mode = "up";
    await vi.advanceTimersByTimeAsync(5_000);
    expect(draft.atRisk).toBe(false);
  });
});

describe("two devices", () => {
  async function conflicting(): Promise<DraftAutosave> {
    const laptop = createAutosave();
    laptop.change({ message: "Laptop" });
    server.values = { message: "Phone" };
    server.version = 7;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(laptop.snapshot()).toMatchObject({
      values: { message: "Laptop" },
      conflict: { values: { message: "Phone" } },
    });
    return laptop;
  }

  it("do not overwrite each other before the person has chosen", async () => {
    const laptop = await conflicting();
    laptop.change({ message: "Laptop, typed on" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.values).toEqual({ message: "Phone" });
    expect(readBackup(userId, "new")?.values).toEqual({ message: "Laptop, typed on" });
  });

  it("keep this one: it replaces the other", async () => {
    const laptop = await conflicting();
    laptop.choose("this");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.values).toEqual({ message: "Laptop" });
  });

  it("use that one: it is shown, under its own key", async () => {
    const laptop = await conflicting();
    laptop.choose("other");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(laptop.snapshot()).toMatchObject({
      values: { message: "Phone" },
      conflict: null,
      dirty: false,
    });
    expect(laptop.formKey).toBe("other");
    expect(readBackup(userId, "new")).toBeNull();
  });

  it.each(["this", "other"] as const)("lose no text, whichever is chosen: %s", async (chosen) => {
    const laptop = await conflicting();
    laptop.choose(chosen);
    const [first, second] = chosen === "this" ? ["Laptop", "Phone"] : ["Phone", "Laptop"];
    await vi.advanceTimersByTimeAsync(1_000);
    expect(laptop.snapshot()).toMatchObject({
      values: { message: first },
      setAside: [{ message: second }],
    });
    laptop.change({ message: `${first}, typed on` });
    laptop.swap(laptop.snapshot().setAside[0] ?? {});
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.values).toEqual({ message: second });
    expect(laptop.snapshot()).toMatchObject({
      values: { message: second },
      setAside: [{ message: `${first}, typed on` }],
      dirty: false,
    });
    laptop.sent();
    expect(laptop.snapshot().setAside).toEqual([]);
  });

  it("show the newer of browser and server, and offer the other", async () => {
    server.mode = "down";
    const before = createAutosave();
    before.change({ message: "In the browser" });
    before.stop();
    server.mode = "up";
    server.values = { message: "On the server" };
    server.version = 3;
    await vi.advanceTimersByTimeAsync(5_000);
    const after = createAutosave();
    after.restore();
    expect(after.snapshot()).toMatchObject({
      values: { message: "On the server" },
      conflict: { values: { message: "In the browser" } },
    });
    after.choose("other");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.values).toEqual({ message: "In the browser" });
  });

  it("save a form that was sent elsewhere only as a new one", async () => {
    const laptop = createAutosave();
    server.sentKeys.add(laptop.formKey);
    const { formKey } = laptop;
    laptop.change({ message: "Late" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(laptop.snapshot().sent).toBe(true);
    laptop.startOver();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(laptop.formKey).not.toBe(formKey);
    expect(server.values).toEqual({ message: "Late" });
  });
});

describe("a view that is older than what this page saved", () => {
  it("does not restore the older text", async () => {
    const asOf = Date.now() - 1;
    const first = createAutosave();
    first.change({ message: "Newest" });
    await vi.advanceTimersByTimeAsync(1_000);
    const again = createAutosave({
      draftStatus: { draftKey: "new", draft: null, files: [], asOf },
    });
    expect(again.snapshot().values).toEqual({ message: "Newest" });
  });

  it("shows what was saved while it was being rendered", async () => {
    const first = createAutosave();
    const again = createAutosave({
      draftStatus: { draftKey: "new", draft: null, files: [], asOf: Date.now() - 1 },
    });
    first.change({ message: "Just saved" });
    await vi.advanceTimersByTimeAsync(1_000);
    again.restore();
    expect(again.snapshot()).toMatchObject({ values: { message: "Just saved" }, dirty: false });
  });
});
