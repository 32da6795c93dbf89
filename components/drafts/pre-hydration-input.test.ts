import { describe, expect, it } from "vitest";

import { withTypedEarly } from "./pre-hydration-input";

describe("what was typed before the page was alive", () => {
  it("takes its place in an empty form", () => {
    expect(
      withTypedEarly({ message: "", subject: "" }, { message: "Down" }, { message: "" }),
    ).toEqual({ message: "Down", subject: "" });
  });

  it("replaces what the form began with", () => {
    expect(
      withTypedEarly(
        { message: "As saved" },
        { message: "As saved, and more" },
        { message: "As saved" },
      ),
    ).toEqual({ message: "As saved, and more" });
  });

  it("follows a message that only this browser had", () => {
    expect(
      withTypedEarly({ message: "Kept here" }, { message: "Typed now" }, { message: "" }),
    ).toEqual({ message: "Kept here\n\nTyped now" });
  });
});
