import { beforeEach, describe, expect, it, vi } from "vitest";

import { setUpDraftServer } from "@/tests/helpers/draft-autosave";

import { deleteBackups, saveBackups } from "./drafts-on-sign-out";
import { readBackup, writeBackup } from "./local-backup";

const copy = (message: string, encrypted = "") => ({
  formKey: "k",
  values: { message, encrypted },
  version: 1,
  at: 1,
});
let asked: Array<{ draftKey: string; viewer: string | null; message: string }>;
let answer: (draftKey: string) => unknown;

setUpDraftServer();

beforeEach(() => {
  asked = [];
  vi.stubGlobal("fetch", async (_path: string, init: RequestInit) => {
    const body = JSON.parse(await (init.body as Blob).text()) as {
      draftKey: string;
      values: { message: string };
    };
    asked.push({
      draftKey: body.draftKey,
      viewer: new Headers(init.headers).get("x-viewer"),
      message: body.values.message,
    });
    const data = answer(body.draftKey);
    return Response.json(
      data ? { ok: true, data } : { ok: false, code: "internal", message: "No.", fieldErrors: {} },
      { status: data ? 200 : 500 },
    );
  });
  writeBackup("jane", "new", copy("Filed soon"));
  writeBackup("jane", "reply:1", copy("Secret", "true"));
  writeBackup("sam", "new", copy("Sam's own"));
});

describe("signing out", () => {
  it("saves unsaved text, also to be encrypted, and deletes its backups", async () => {
    answer = () => ({ state: "saved", version: 2, savedAt: new Date().toISOString() });
    expect(await saveBackups("jane")).toBe(0);
    expect(asked.map(({ draftKey, viewer }) => [draftKey, viewer]).sort()).toEqual([
      ["new", "jane"],
      ["reply:1", "jane"],
    ]);
    expect([readBackup("jane", "new"), readBackup("jane", "reply:1")]).toEqual([null, null]);
    expect(readBackup("sam", "new")?.values.message).toBe("Sam's own");
  });

  it("keeps and counts what could not be saved or has changed on another device", async () => {
    answer = (draftKey) =>
      draftKey === "new"
        ? null
        : {
            state: "changed",
            newer: { formKey: "o", values: {}, version: 3, updatedAt: new Date().toISOString() },
          };
    expect(await saveBackups("jane")).toBe(2);
    expect(readBackup("jane", "new")?.values.message).toBe("Filed soon");
  });

  it("deletes the backup of a form that was sent meanwhile", async () => {
    answer = () => ({ state: "sent" });
    expect(await saveBackups("jane")).toBe(0);
    expect(readBackup("jane", "new")).toBeNull();
  });

  it("deletes one person's backups on request, and no other's", () => {
    deleteBackups("jane");
    expect([readBackup("jane", "new"), readBackup("jane", "reply:1")]).toEqual([null, null]);
    expect(readBackup("sam", "new")?.values.message).toBe("Sam's own");
  });
});
