import { describe, expect, it } from "vitest";
import { pastedName, visibleName } from "./visible-name";

describe("a name that is shown as it came", () => {
  it("hides nothing and turns nothing around", () => {
    expect(visibleName("a\u202egpj.exe")).toBe("a\u25a1gpj.exe");
    expect(visibleName("a\r\nb\u200b.txt")).toBe("a\u25a1\u25a1b\u25a1.txt");
    expect(visibleName("Skärmbild 1.png")).toBe("Skärmbild 1.png");
  });
});

describe("a pasted picture", () => {
  const at = new Date(2026, 10, 22, 4, 7, 9);
  it("is named by its time", () => {
    expect(pastedName("image.png", at)).toBe("screenshot 2026-11-22 04.07.09.png");
    expect(pastedName("image.JPEG", at)).toBe("screenshot 2026-11-22 04.07.09.jpeg");
  });
  it("keeps a name of its own", () => {
    expect(pastedName("floor plan.png", at)).toBe("floor plan.png");
  });
});
