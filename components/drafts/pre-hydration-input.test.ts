import { describe, expect, it } from "vitest";

import { withPreHydrationInput } from "./pre-hydration-input";

describe("input before hydration", () => {
  it("fills an empty form", () => {
    expect(
      withPreHydrationInput({ message: "", subject: "" }, { message: "Down" }, { message: "" }),
    ).toEqual({ message: "Down", subject: "" });
  });

  it("replaces the initial values", () => {
    expect(
      withPreHydrationInput(
        { message: "As saved" },
        { message: "As saved, and more" },
        { message: "As saved" },
      ),
    ).toEqual({ message: "As saved, and more" });
  });

  it("follows a message that only this browser had", () => {
    expect(
      withPreHydrationInput({ message: "Kept here" }, { message: "Typed now" }, { message: "" }),
    ).toEqual({ message: "Kept here\n\nTyped now" });
  });
});
