import { UnrecognizedActionError } from "next/dist/client/components/unrecognized-action-error";
import { afterEach, describe, expect, it, vi } from "vitest";

import { TOO_LARGE } from "@/lib/server/action-limit";
import { english, withVisibleMarks } from "@/tests/helpers/texts";

import { actionResult, withKeptText } from "./action-result";
import { isUnanswered } from "./is-unanswered";

afterEach(() => vi.unstubAllGlobals());

const rejectedWith = (error: unknown, onLine = true) => {
  vi.stubGlobal("navigator", { onLine });
  return actionResult(english, Promise.reject(error));
};

describe("an action that is to be called", () => {
  const send = vi.fn(() => Promise.resolve({ ok: true as const, data: 1 }));
  afterEach(() => send.mockClear());

  it("is called with a connection", async () => {
    vi.stubGlobal("navigator", { onLine: true });
    expect(await actionResult(english, send)).toEqual({ ok: true, data: 1 });
  });

  it("is not called offline, so that it is certain that nothing was sent", async () => {
    vi.stubGlobal("navigator", { onLine: false });
    const result = await actionResult(english, send);
    expect(send).not.toHaveBeenCalled();
    expect(result).toMatchObject({ ok: false, code: "offline" });
    expect(isUnanswered(result)).toBe(false);
  });

  it.each([
    ["browser", "Your text is kept as a draft in this browser."],
    ["tab", "Your text is kept as a draft in this tab."],
    ["page", "Your text is only on this page. Keep the page open."],
  ] as const)("says offline where the text is: %s", async (place, sentence) => {
    vi.stubGlobal("navigator", { onLine: false });
    const result = await actionResult(english, send);
    if (result.ok) throw new Error("It was sent.");
    expect(withKeptText(english, result, "Jane", { place, button: "Send reply" }).message).toBe(
      `You’re offline. ${sentence} Press “Send reply” again when you’re back online.`,
    );
  });
});

describe("a server action that was called", () => {
  it("resolves to its result", async () => {
    const result = { ok: true as const, data: 1 };
    expect(await actionResult(english, Promise.resolve(result))).toBe(result);
  });

  it.each<[string, unknown, boolean, string, RegExp]>([
    [
      "is unknown since a deployment",
      new UnrecognizedActionError("not found"),
      true,
      "outdated",
      /^This page is out of date\. Reload it and try again\. Drafts are kept\.$/,
    ],
    [
      "got no answer",
      new TypeError("Failed to fetch"),
      true,
      "unreachable",
      /^The portal didn’t respond, so this may not have gone through\. (Try|Check)/,
    ],
    [
      "is called offline",
      new TypeError("Failed to fetch"),
      false,
      "offline",
      /^You’re offline, so this may not have gone through\. (Try|Check)/,
    ],
    ["brings too much", new Error(TOO_LARGE), true, "too_large", /Shorten the text/],
    [
      "failed on the server",
      Object.assign(new Error("hidden"), { digest: "42" }),
      true,
      "internal",
      /with code 42\.$/,
    ],
    [
      "met a proxy's page",
      new Error("An unexpected response was received from the server."),
      true,
      "unreachable",
      /^The portal didn’t respond, so this may not have gone through\. (Try|Check)/,
    ],
    [
      "was rejected with no error at all",
      "odd",
      true,
      "unreachable",
      /^The portal didn’t respond, so this may not have gone through\. (Try|Check)/,
    ],
  ])("tells apart that it %s", async (_what, error, onLine, code, message) => {
    const result = await rejectedWith(error, onLine);
    expect(result).toMatchObject({
      ok: false,
      code,
      message: expect.stringMatching(message),
      fieldErrors: {},
    });
    expect(isUnanswered(result)).toBe(code === "unreachable" || code === "offline");
  });

  it("rethrows Next's redirects", async () => {
    const redirect = Object.assign(new Error("NEXT_REDIRECT"), {
      digest: "NEXT_REDIRECT;push;/login;307;",
    });
    await expect(rejectedWith(redirect)).rejects.toBe(redirect);
  });
});

describe("text under another person's session", () => {
  it("is reported as kept for its author", () => {
    const other = { code: "other_viewer" as const, message: "You’re now signed in as Sam." };
    expect(withVisibleMarks(withKeptText(english, other, "Jane").message)).toBe(
      "You’re now signed in as Sam. Your text is kept for ⟦Jane⟧ in this browser.",
    );
    const invalid = { code: "invalid" as const, message: "No." };
    expect(withKeptText(english, invalid, "Jane")).toBe(invalid);
  });
});
