import { describe, expect, it } from "vitest";

import { pastedName } from "./pasted-file-name";

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
