import { describe, expect, it } from "vitest";

import { english } from "@/tests/helpers/texts";

import { pastedFileName } from "./pasted-file-name";

describe("a pasted picture", () => {
  const at = new Date(2026, 10, 22, 4, 7, 9);
  it("is named by its time", () => {
    expect(pastedFileName(english, "image.png", at)).toBe("screenshot 2026-11-22 04.07.09.png");
    expect(pastedFileName(english, "image.JPEG", at)).toBe("screenshot 2026-11-22 04.07.09.jpeg");
  });
  it("keeps another name", () => {
    expect(pastedFileName(english, "floor plan.png", at)).toBe("floor plan.png");
  });
});
