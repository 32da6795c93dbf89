import { describe, expect, it } from "vitest";

import { safeRedirectPath } from "./safe-redirect-path";

describe("the way back after signing in", () => {
  it.each(["/tickets", "/tickets?turn=yours&q=a%20b", "/tickets/01H#reply"])(
    "keeps a path of this site: %s",
    (path) => {
      expect(safeRedirectPath(path)).toBe(path);
    },
  );

  it.each([
    undefined,
    "",
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "\\\\evil",
    "javascript:alert(1)",
    "tickets",
    "/..//evil.example",
  ])("goes home for anything else: %s", (path) => {
    expect(safeRedirectPath(path)).toBe("/");
  });

  it("does not lead back to the sign-in page", () => {
    expect(safeRedirectPath("/login?next=/login")).toBe("/");
  });
});
