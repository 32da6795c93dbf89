import { randomUUID } from "node:crypto";

import { afterEach, beforeEach, vi } from "vitest";

import { DraftAutosave, type DraftAutosaveOptions } from "@/components/drafts/draft-autosave";
import type {
  DraftTransport,
  SaveDraftRequest,
  SaveOutcome,
} from "@/components/drafts/draft-transport";
import type { FormValues } from "@/lib/forms/form-values";

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

/** A server with one draft, whose answers can be lost. */
class Server implements DraftTransport {
  version = 0;
  values: FormValues | null = null;
  discarded: FormValues | null = null;
  saves: SaveDraftRequest[] = [];
  mode: "up" | "down" | "ended" | "answers lost" = "up";
  sentKeys = new Set<string>();

  async save(draft: SaveDraftRequest): Promise<SaveOutcome> {
    await Promise.resolve();
    if (this.mode === "down") return { state: "unreachable" };
    if (this.mode === "ended") return { state: "ended" };
    this.saves.push(draft);
    if (this.sentKeys.has(draft.formKey)) return { state: "sent" };
    if (
      this.values &&
      draft.version !== this.version &&
      JSON.stringify(this.values) !== JSON.stringify(draft.values)
    ) {
      return {
        state: "changed",
        newer: {
          formKey: "other",
          values: this.values,
          version: this.version,
          updatedAt: new Date().toISOString(),
        },
      };
    }
    this.values = draft.values;
    this.version += 1;
    return this.mode === "answers lost"
      ? { state: "unreachable" }
      : { state: "saved", version: this.version, savedAt: new Date().toISOString() };
  }
  async discard(_place: string, version: number): ReturnType<DraftTransport["discard"]> {
    if (this.mode !== "up") return { state: "unreachable" };
    if (this.values && version !== this.version)
      return {
        state: "changed",
        newer: {
          formKey: "other",
          values: this.values,
          version: this.version,
          updatedAt: new Date().toISOString(),
        },
      };
    this.discarded = this.values;
    this.values = null;
    this.version += 1;
    return { state: "discarded" };
  }
  async restore(): ReturnType<DraftTransport["restore"]> {
    this.version += 1;
    return { state: "done", version: this.version, values: this.discarded, files: [] };
  }
}

export let server: Server;
export let userId: string;

/** Gives every test of a file its own server, person and browser storage, and a clock to move. */
export function setUpDraftServer(): void {
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
}

export function createAutosave(options: Partial<DraftAutosaveOptions> = {}): DraftAutosave {
  const draft = server.values && {
    formKey: "server",
    values: server.values,
    version: server.version,
    updatedAt: new Date(),
  };
  return new DraftAutosave({
    userId,
    draftStatus: { draftKey: "new", draft, files: [], asOf: Date.now() },
    formKey: randomUUID(),
    defaultValues: {},
    transport: server,
    ...options,
  });
}
