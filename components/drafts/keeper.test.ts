import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Values } from "@/components/filing/form-values";
import { readCopy } from "./copy";
import { DraftKeeper, type KeeperOptions } from "./keeper";
import type { DraftSaving, DraftTransport, SaveOutcome } from "./transport";

class MemoryStorage {
  [key: string]: unknown;
  getItem(key: string): string | null {
    return Object.hasOwn(this, key) ? String(this[key]) : null;
  }
  setItem(key: string, value: string): void {
    this[key] = value;
  }
  removeItem(key: string): void {
    Reflect.deleteProperty(this, key);
  }
}

/** The server's side of a draft, with answers that can be lost. */
class Server implements DraftTransport {
  version = 0;
  values: Values | null = null;
  puts: DraftSaving[] = [];
  mode: "up" | "down" | "ended" | "answers lost" = "up";
  sentKeys = new Set<string>();

  async save(draft: DraftSaving): Promise<SaveOutcome> {
    await Promise.resolve();
    if (this.mode === "down") return { state: "unreachable" };
    if (this.mode === "ended") return { state: "ended" };
    this.puts.push(draft);
    if (this.sentKeys.has(draft.formKey)) return { state: "sent" };
    if (this.values && draft.version !== this.version && JSON.stringify(this.values) !== JSON.stringify(draft.values)) {
      return { state: "changed", newer: { formKey: "other", values: this.values, version: this.version, updatedAt: new Date().toISOString() } };
    }
    this.values = draft.values;
    this.version += 1;
    return this.mode === "answers lost" ? { state: "unreachable" } : { state: "saved", version: this.version, savedAt: new Date().toISOString() };
  }
  async discard(): ReturnType<DraftTransport["discard"]> {
    if (this.mode !== "up") return { state: "unreachable" };
    this.values = null;
    this.version += 1;
    return { state: "done" };
  }
  async restore(): ReturnType<DraftTransport["restore"]> {
    this.version += 1;
    return { state: "done", version: this.version, files: [] };
  }
}

let server: Server;
let userId: string;

function keeper(options: Partial<KeeperOptions> = {}): DraftKeeper {
  const draft = server.values && { formKey: "server", values: server.values, version: server.version, updatedAt: new Date() };
  return new DraftKeeper({ userId, standing: { place: "new", draft, files: [], asOf: Date.now() }, formKey: randomUUID(), base: {}, transport: server, ...options });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("localStorage", new MemoryStorage());
  vi.stubGlobal("sessionStorage", new MemoryStorage());
  server = new Server();
  userId = randomUUID();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("what is typed", () => {
  it("is saved once the keys rest, and is in the browser until then", async () => {
    const draft = keeper();
    for (const message of ["H", "He", "Hello"]) {
      draft.change({ message });
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(server.puts).toEqual([]);
    expect(readCopy(userId, "new")?.values).toEqual({ message: "Hello" });
    await vi.advanceTimersByTimeAsync(800);
    expect(server.puts).toHaveLength(1);
    expect(server.values).toEqual({ message: "Hello" });
    expect(readCopy(userId, "new")).toBeNull();
    expect(draft.snapshot()).toMatchObject({ dirty: false, savedAt: expect.any(Number), trouble: null });
  });

  it("is in the tab alone when it will be encrypted", () => {
    const draft = keeper();
    draft.change({ message: "hunter2", encrypted: "" });
    expect(JSON.stringify(localStorage)).toContain("hunter2");
    draft.change({ message: "hunter2", encrypted: "true" });
    expect(JSON.stringify(localStorage)).not.toContain("hunter2");
    expect(JSON.stringify(sessionStorage)).toContain("hunter2");
  });

  it("is saved by itself once the portal can be reached again", async () => {
    server.mode = "down";
    const draft = keeper();
    draft.change({ message: "Offline" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(draft.snapshot()).toMatchObject({ trouble: { state: "unreachable" }, dirty: true, kept: true });
    server.mode = "up";
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.values).toEqual({ message: "Offline" });
    expect(draft.snapshot()).toMatchObject({ trouble: null, dirty: false });
  });

  it("is brought back from the browser after a reload, and saved", async () => {
    server.mode = "ended";
    const before = keeper();
    before.change({ message: "Typed on" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(before.snapshot().trouble).toEqual({ state: "ended" });
    before.stop();
    server.mode = "up";
    const after = keeper();
    after.restore();
    expect(after.snapshot().values).toEqual({ message: "Typed on" });
    expect(after.formKey).toBe(before.formKey);
    await vi.advanceTimersByTimeAsync(0);
    expect(server.values).toEqual({ message: "Typed on" });
  });

  it("is no other device's when its own answer was lost", async () => {
    server.mode = "answers lost";
    const draft = keeper();
    draft.change({ message: "First" });
    await vi.advanceTimersByTimeAsync(1_000);
    server.mode = "up";
    draft.change({ message: "First and more" });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(draft.snapshot()).toMatchObject({ other: null, dirty: false });
    expect(server.values).toEqual({ message: "First and more" });
  });

  it("says when closing the page would lose it", async () => {
    vi.stubGlobal("localStorage", undefined);
    server.mode = "down";
    const draft = keeper();
    draft.change({ message: "Nowhere" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(draft.atRisk).toBe(true);
    server.mode = "up";
    await vi.advanceTimersByTimeAsync(5_000);
    expect(draft.atRisk).toBe(false);
  });
});

describe("two devices", () => {
  async function apart(): Promise<DraftKeeper> {
    const laptop = keeper();
    laptop.change({ message: "Laptop" });
    server.values = { message: "Phone" };
    server.version = 7;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(laptop.snapshot()).toMatchObject({ values: { message: "Laptop" }, other: { values: { message: "Phone" } } });
    return laptop;
  }

  it("neither writes over the other before the person has chosen", async () => {
    const laptop = await apart();
    laptop.change({ message: "Laptop, typed on" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.values).toEqual({ message: "Phone" });
    expect(readCopy(userId, "new")?.values).toEqual({ message: "Laptop, typed on" });
  });

  it("keep this one: it goes over the other", async () => {
    const laptop = await apart();
    laptop.choose("this");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.values).toEqual({ message: "Laptop" });
  });

  it("use that one: it stands in the form, under its own key", async () => {
    const laptop = await apart();
    laptop.choose("other");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(laptop.snapshot()).toMatchObject({ values: { message: "Phone" }, other: null, dirty: false });
    expect(laptop.formKey).toBe("other");
    expect(readCopy(userId, "new")).toBeNull();
  });

  it("the newer of browser and server stands in the form, and the other can be had", async () => {
    server.mode = "down";
    const before = keeper();
    before.change({ message: "In the browser" });
    before.stop();
    server.mode = "up";
    server.values = { message: "On the server" };
    server.version = 3;
    await vi.advanceTimersByTimeAsync(5_000);
    const after = keeper();
    after.restore();
    expect(after.snapshot()).toMatchObject({ values: { message: "On the server" }, other: { values: { message: "In the browser" } } });
    after.choose("other");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.values).toEqual({ message: "In the browser" });
  });

  it("a form that was sent elsewhere is saved no more, unless as another one", async () => {
    const laptop = keeper();
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

describe("discarding", () => {
  it("empties the form at once, and undo brings everything back", async () => {
    const draft = keeper();
    draft.change({ message: "Away" });
    await vi.advanceTimersByTimeAsync(1_000);
    await draft.discard();
    expect(draft.snapshot()).toMatchObject({ values: {}, discarded: true });
    expect(server.values).toBeNull();
    await draft.undo();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(draft.snapshot()).toMatchObject({ values: { message: "Away" }, discarded: false, dirty: false });
    expect(server.values).toEqual({ message: "Away" });
  });

  it("throws nothing away that is typed after it", async () => {
    const draft = keeper();
    draft.change({ message: "Away" });
    await vi.advanceTimersByTimeAsync(1_000);
    const discarding = draft.discard();
    draft.change({ message: "New" });
    await discarding;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(draft.snapshot()).toMatchObject({ values: { message: "New" }, discarded: false, dirty: false });
    expect(server.values).toEqual({ message: "New" });
  });

  it("that the server does not hear of brings the words back", async () => {
    const draft = keeper();
    draft.change({ message: "Stays" });
    await vi.advanceTimersByTimeAsync(1_000);
    server.mode = "down";
    expect(await draft.discard()).toBe(false);
    expect(draft.snapshot()).toMatchObject({ values: { message: "Stays" }, trouble: { state: "unreachable" } });
  });
});

describe("a form that was sent", () => {
  it("leaves nothing behind, and the next one begins empty under its own key", async () => {
    const draft = keeper();
    draft.change({ message: "Sent" });
    await draft.settle();
    const next = randomUUID();
    draft.sent(next);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.puts).toEqual([]);
    expect(readCopy(userId, "new")).toBeNull();
    expect(draft.snapshot()).toMatchObject({ values: {}, dirty: false });
    expect(draft.formKey).toBe(next);
  });

  it("is not offered again by a view that the router kept", async () => {
    const first = keeper();
    first.change({ message: "Sent" });
    await vi.advanceTimersByTimeAsync(1_000);
    const { formKey } = first;
    first.sent();
    const again = keeper({ formKey, standing: { place: "new", draft: { formKey, values: { message: "Sent" }, version: 1, updatedAt: new Date() }, files: [], asOf: Date.now() } });
    expect(again.snapshot().values).toEqual({});
    expect(again.formKey).not.toBe(formKey);
  });

  it("that came back stands in the form; beside other words it is offered", () => {
    const returned = { formKey: "came-back", values: { message: "Refused" } };
    const alone = keeper({ returned });
    expect(alone.snapshot().values).toEqual({ message: "Refused" });
    expect(alone.formKey).toBe("came-back");
    server.values = { message: "Something new" };
    const beside = keeper({ returned });
    expect(beside.snapshot()).toMatchObject({ values: { message: "Something new" }, other: { values: { message: "Refused" }, returned: true } });
    beside.choose("other");
    expect(beside.formKey).toBe("came-back");
  });
});

describe("a view that is older than what this page saved", () => {
  it("does not bring older words back", async () => {
    const asOf = Date.now() - 1;
    const first = keeper();
    first.change({ message: "Newest" });
    await vi.advanceTimersByTimeAsync(1_000);
    const again = keeper({ standing: { place: "new", draft: null, files: [], asOf } });
    expect(again.snapshot().values).toEqual({ message: "Newest" });
  });

  it("catches up with what was saved while it was on its way to the screen", async () => {
    const first = keeper();
    const again = keeper({ standing: { place: "new", draft: null, files: [], asOf: Date.now() - 1 } });
    first.change({ message: "Just saved" });
    await vi.advanceTimersByTimeAsync(1_000);
    again.restore();
    expect(again.snapshot()).toMatchObject({ values: { message: "Just saved" }, dirty: false });
  });
});
