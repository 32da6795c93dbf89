import { describe, expect, it } from "vitest";

import { fanOut, helpersFor } from "./fan-out";

describe("a long queue", () => {
  it.each([
    [0, 0],
    [200, 0],
    [201, 1],
    [1_000, 4],
    [1_000_000, 8],
  ])("of %i waiting reads is shared with %i further calls", (waiting, helpers) => {
    expect(helpersFor(waiting)).toBe(helpers);
  });

  it("asks the scheduler's own address with its secret, and takes a failure calmly", async () => {
    const asked: string[] = [];
    const ask = async (url: URL | RequestInfo, init?: RequestInit) => {
      asked.push(`${String(url)} ${new Headers(init?.headers).get("authorization")}`);
      if (asked.length === 2) throw new Error("no line");
      return new Response("{}");
    };
    await fanOut(new URL("https://portal.example/api/cron/sync"), "secret", 3, ask as typeof fetch);
    expect(asked).toEqual(
      [1, 2, 3].map(
        (index) => `https://portal.example/api/cron/sync?helper=${index} Bearer secret`,
      ),
    );
  });
});
