import { describe, expect, it, vi } from "vitest";

import { server, setUpDraftServer, userId } from "@/tests/helpers/draft-autosave";

import { DraftAutosave } from "./draft-autosave";
import { LazyAutosave } from "./lazy-autosave";
import { readBackup, writeBackup } from "./local-backup";
import type { FormOptions } from "./open-autosave";

setUpDraftServer();

/** A form whose scripts arrive when `arrive` is called. */
function lazyForm() {
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const load = vi.fn(async () => {
    await arrived;
    return (options: FormOptions) => new DraftAutosave({ ...options, transport: server });
  });
  const draft = new LazyAutosave(
    {
      userId,
      draftStatus: { draftKey: "new", draft: null, files: [], asOf: Date.now() },
      formKey: "first",
      defaultValues: {},
    },
    load,
  );
  return { draft, load, arrive };
}

describe("a form whose scripts are not loaded yet", () => {
  it("loads none until it is used", async () => {
    const { draft, load } = lazyForm();
    draft.start();
    await draft.restored;
    draft.flush(true);
    draft.stop();
    expect(load).not.toHaveBeenCalled();
  });

  it("keeps what is typed in the browser, and saves it once it can", async () => {
    const { draft, arrive } = lazyForm();
    draft.start();
    draft.change({ message: "Do" });
    draft.change({ message: "Down" });
    expect(draft.snapshot()).toMatchObject({ values: { message: "Down" }, backedUp: true });
    expect(readBackup(userId, "new")?.values).toEqual({ message: "Down" });
    expect(draft.atRisk).toBe(false);
    arrive();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(server.values).toEqual({ message: "Down" });
    expect(draft.snapshot()).toMatchObject({ values: { message: "Down" }, dirty: false });
    expect(readBackup(userId, "new")).toBeNull();
  });

  it("keeps text to be encrypted in the tab only", () => {
    const { draft } = lazyForm();
    draft.change({ message: "hunter2", encrypted: "" });
    draft.change({ message: "hunter2", encrypted: "true" });
    expect(JSON.stringify(localStorage)).not.toContain("hunter2");
    expect(JSON.stringify(sessionStorage)).toContain("hunter2");
  });

  it("shows the text of an earlier page without being used, and what was typed after it", async () => {
    const earlier = {
      formKey: "first",
      values: { message: "Earlier" },
      version: 0,
      at: Date.now(),
    };
    writeBackup(userId, "new", earlier);
    const { draft, arrive } = lazyForm();
    draft.start();
    arrive();
    await draft.restored;
    expect(draft.snapshot().values).toEqual({ message: "Earlier" });
    draft.change({ message: "Earlier, and now" });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(server.values).toEqual({ message: "Earlier, and now" });
  });

  it("saves no draft of what was sent meanwhile", async () => {
    const { draft, arrive } = lazyForm();
    draft.start();
    draft.change({ message: "Sent at once" });
    draft.sent("second");
    expect(draft.snapshot().values).toEqual({});
    arrive();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(draft.snapshot()).toMatchObject({ values: {}, dirty: false });
    expect(draft.formKey).toBe("second");
    expect(server.saves.map(({ values }) => values)).not.toContainEqual({
      message: "Sent at once",
    });
    expect(readBackup(userId, "new")).toBeNull();
  });

  it("spares the text of an earlier page when somebody types before it is shown", async () => {
    writeBackup(userId, "new", {
      formKey: "earlier",
      values: { message: "Earlier" },
      version: 0,
      at: 1,
    });
    const { draft, arrive } = lazyForm();
    draft.start();
    draft.change({ message: "Now" });
    expect(draft.atRisk).toBe(true);
    expect(readBackup(userId, "new")?.values).toEqual({ message: "Earlier" });
    arrive();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(server.values).toEqual({ message: "Earlier\n\nNow" });
  });

  it("begins the next form at once when one was sent", async () => {
    const { draft, arrive } = lazyForm();
    draft.start();
    draft.change({ message: "One" });
    draft.sent("second");
    expect(draft.formKey).toBe("second");
    expect(readBackup(userId, "new")).toBeNull();
    draft.change({ message: "Two" });
    expect(readBackup(userId, "new")).toMatchObject({
      formKey: "second",
      values: { message: "Two" },
    });
    arrive();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(draft.snapshot().values).toEqual({ message: "Two" });
    expect(server.saves.at(-1)).toMatchObject({ formKey: "second", values: { message: "Two" } });
  });

  it("takes nothing more when it was sent as the last one", async () => {
    const { draft, arrive } = lazyForm();
    draft.start();
    draft.change({ message: "One" });
    draft.sent();
    draft.change({ message: "Two" });
    arrive();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(draft.snapshot().values).toEqual({});
    expect(server.saves).toEqual([]);
  });

  it("says that it cannot save, and tries again", async () => {
    vi.stubGlobal("window", new EventTarget());
    const { draft, load, arrive } = lazyForm();
    load.mockRejectedValueOnce(new Error("offline"));
    draft.change({ message: "Down" });
    await vi.advanceTimersByTimeAsync(0);
    expect(draft.snapshot().failure).toEqual({ state: "unreachable" });
    arrive();
    await vi.advanceTimersByTimeAsync(7_000);
    expect(server.values).toEqual({ message: "Down" });
    expect(draft.snapshot().failure).toBeNull();
  });
});
