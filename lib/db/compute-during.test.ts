import { describe, expect, it } from "vitest";

import { computeDuring } from "./compute-during";

describe("computeDuring", () => {
  it("computes before the database has answered", async () => {
    const done: string[] = [];
    let answer: (value: string) => void = () => undefined;
    const query = new Promise<string>((resolve) => (answer = resolve));
    const both = computeDuring(
      query.then((value) => {
        done.push("answered");
        return value;
      }),
      () => {
        done.push("computed");
        answer("row");
        return 42;
      },
    );
    expect(await both).toEqual(["row", 42]);
    expect(done).toEqual(["computed", "answered"]);
  });

  it("fails with either", async () => {
    const refused = computeDuring(Promise.reject(new Error("refused")), () => 1);
    await expect(refused).rejects.toThrow("refused");
    const broken = computeDuring(Promise.resolve(1), () => {
      throw new Error("broken");
    });
    await expect(broken).rejects.toThrow("broken");
  });
});
