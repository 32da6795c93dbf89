import { describe, expect, it, vi } from "vitest";

import { createAutosave, server, setUpDraftServer, userId } from "@/tests/helpers/draft-autosave";

import { discardMark } from "./discard-mark";
import { readBackup } from "./local-backup";

setUpDraftServer();

async function typed(message: string) {
  const draft = createAutosave();
  draft.change({ message });
  await vi.advanceTimersByTimeAsync(1_000);
  return draft;
}

describe("a draft that is being discarded", () => {
  it("is shown as discarded only after the server has confirmed it", async () => {
    const draft = await typed("Away");
    const answered = draft.discard();
    expect(draft.snapshot()).toMatchObject({ values: {}, discarding: true, discarded: false });
    await answered;
    expect(draft.snapshot()).toMatchObject({ discarding: false, discarded: true });
    expect(discardMark(userId, "new")).toBeNull();
  });

  it("stays discarded when the page is reloaded before the answer", async () => {
    const draft = await typed("Away");
    server.discard = () => new Promise(() => undefined);
    void draft.discard();
    draft.flush(true);
    Reflect.deleteProperty(server, "discard");
    const next = createAutosave();
    expect(next.initial.values).toEqual({ message: "Away" });
    next.restore();
    expect(next.snapshot()).toMatchObject({ values: {}, discarding: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(next.snapshot()).toMatchObject({ values: {}, discarded: true });
    expect(server.values).toBeNull();
    expect(await next.undo()).toEqual([]);
    expect(next.snapshot().values).toEqual({ message: "Away" });
  });

  it("stays discarded when leaving the page cuts off the request", async () => {
    const draft = await typed("Away");
    const answered = draft.discard();
    draft.leave();
    server.mode = "down";
    expect(await answered).toBe(false);
    server.mode = "up";
    await vi.advanceTimersByTimeAsync(5);
    const next = createAutosave();
    next.restore();
    await vi.advanceTimersByTimeAsync(0);
    expect(next.snapshot()).toMatchObject({ values: {}, discarded: true });
    expect(server.values).toBeNull();
  });

  it("is discarded when the page comes back from the cache", async () => {
    const draft = await typed("Away");
    server.mode = "down";
    const answered = draft.discard();
    draft.leave();
    await answered;
    expect(draft.snapshot()).toMatchObject({ values: {}, discarding: true });
    server.mode = "up";
    draft.flush(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(draft.snapshot()).toMatchObject({ values: {}, discarded: true });
    await draft.undo();
    expect(draft.snapshot().values).toEqual({ message: "Away" });
  });

  it("stays discarded when a save was still running", async () => {
    const draft = await typed("Away");
    const save = server.save.bind(server);
    let arrive = () => {};
    server.save = async (request) => {
      const saved = await save(request);
      return new Promise((resolve) => (arrive = () => resolve(saved)));
    };
    draft.change({ message: "Away and more" });
    await vi.advanceTimersByTimeAsync(1_000);
    void draft.discard();
    Reflect.deleteProperty(server, "save");
    const next = createAutosave();
    expect(next.initial.values).toEqual({ message: "Away and more" });
    next.restore();
    await vi.advanceTimersByTimeAsync(0);
    expect(next.snapshot()).toMatchObject({ values: {}, discarded: true });
    arrive();
  });

  it("is not discarded when something newer was typed, here or on another device", async () => {
    const draft = await typed("Away");
    server.discard = () => new Promise(() => undefined);
    void draft.discard();
    Reflect.deleteProperty(server, "discard");
    server.values = { message: "Phone" };
    server.version += 3;
    const next = createAutosave();
    next.restore();
    expect(next.snapshot()).toMatchObject({ values: { message: "Phone" }, discarding: false });
    expect(discardMark(userId, "new")).toBeNull();
  });

  it("comes back, and is not discarded later, when the server refuses or cannot be reached", async () => {
    const draft = await typed("Away");
    server.mode = "down";
    expect(await draft.discard()).toBe(false);
    expect(draft.snapshot()).toMatchObject({
      values: { message: "Away" },
      discarding: false,
      discarded: false,
      failure: { state: "unreachable" },
    });
    expect(discardMark(userId, "new")).toBeNull();
    expect(readBackup(userId, "new")?.values).toEqual({ message: "Away" });
  });

  it("comes back when the page returns from the cache and still cannot reach the server", async () => {
    const draft = await typed("Away");
    server.mode = "down";
    const answered = draft.discard();
    draft.leave();
    await answered;
    draft.flush(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(draft.snapshot()).toMatchObject({ values: { message: "Away" }, discarding: false });
    expect(readBackup(userId, "new")?.values).toEqual({ message: "Away" });
  });
});
