import { describe, expect, it } from "vitest";

import { takeTransferSlot } from "./transfer-slot";

const LARGE = 20_000_000;

describe("submissions with large files", () => {
  it("go out one at a time in a process, in the order in which they came", async () => {
    const log: string[] = [];
    let underWay = 0;
    const send = async (name: string) => {
      const release = await takeTransferSlot(LARGE);
      underWay += 1;
      expect(underWay).toBe(1);
      log.push(name);
      await new Promise((resolve) => setTimeout(resolve, 5));
      underWay -= 1;
      release();
      release();
    };
    await Promise.all(["a", "b", "c", "d"].map(send));
    expect(log).toEqual(["a", "b", "c", "d"]);
  });

  it("go back to the queue when the wait is over, and leave the slot to the next one", async () => {
    const release = await takeTransferSlot(LARGE);
    await expect(takeTransferSlot(LARGE, 10)).rejects.toMatchObject({ code: "busy" });
    release();
    (await takeTransferSlot(LARGE, 10))();
  });

  it("do not hold small ones up", async () => {
    const release = await takeTransferSlot(LARGE);
    (await takeTransferSlot(1_000, 10))();
    release();
  });
});
