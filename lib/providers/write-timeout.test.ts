import { describe, expect, it } from "vitest";

import { DEFAULT_LIMITS } from "@/lib/http/limits";

import { withWriteTimeout } from "./write-timeout";

const peer = { name: "HostUp", baseUrl: "https://hostup.example" };

describe("the time for a write", () => {
  it("grows with what has to be sent, from what it was", () => {
    expect(withWriteTimeout(peer, 0).limits?.writeMs).toBe(DEFAULT_LIMITS.writeMs);
    expect(
      withWriteTimeout({ ...peer, limits: { writeMs: 1_000, attempts: 2 } }, 1_280).limits,
    ).toEqual({ writeMs: 1_010, attempts: 2 });
  });

  it("lets 20 MB through a slow line, as they are and as base64, and still ends within a function's five minutes", () => {
    for (const bytes of [20 * 1024 * 1024, (20 * 1024 * 1024 * 4) / 3]) {
      const { limits } = withWriteTimeout(peer, bytes);
      expect(limits?.writeMs).toBeGreaterThan(150_000);
      expect(limits?.writeMs).toBeLessThan(270_000);
    }
  });
});
