import { describe, expect, it } from "vitest";

import { safeRedirectPath } from "./safe-redirect-path";

describe("the way back after signing in", () => {
  it.each([
    "/tickets",
    "/tickets?turn=yours&q=a%20b",
    "/tickets/01H#reply",
    "/tickets/01H?history=2#message-3",
    "/tickets?q=%2F%2Fevil.example",
    "/tickets?next=https://evil.example",
    "/%2F/evil.example",
    "/%5Cevil.example",
    "/tickets#//evil.example",
  ])("keeps a path of this site: %s", (path) => {
    expect(safeRedirectPath(path)).toBe(path);
  });

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
    "/.//evil.example",
    "/%2e%2e//evil.example",
    "/%2E//evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "//evil.example#/tickets",
    "///evil.example",
    "/\\/evil.example",
    " //evil.example",
    "#//evil.example",
    "?next=/tickets",
    "https:/evil.example",
    "data:text/html,hello",
  ])("goes home for anything else: %s", (path) => {
    expect(safeRedirectPath(path)).toBe("/");
  });

  it("does not lead back to the sign-in page", () => {
    expect(safeRedirectPath("/login?next=/login")).toBe("/");
    expect(safeRedirectPath("/./login#x")).toBe("/");
  });
});
