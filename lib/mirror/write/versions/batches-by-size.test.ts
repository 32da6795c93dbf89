import fc from "fast-check";
import { expect, it } from "vitest";

import { batchesBySize } from "./batches-by-size";

const MAX = 100;
const sum = (sizes: readonly number[]) => sizes.reduce((all, size) => all + size, 0);

it("splits into batches that are not too large, in order, and in few", () => {
  const check = fc.property(fc.array(fc.nat({ max: 3 * MAX })), (sizes) => {
    const batches = batchesBySize(sizes, (size) => size, MAX);
    expect(batches.flat()).toEqual(sizes);
    for (const [index, batch] of batches.entries()) {
      expect(batch.length === 1 || sum(batch) <= MAX).toBe(true);
      const [next] = batches[index + 1] ?? [];
      if (next !== undefined) expect(sum(batch) + next).toBeGreaterThan(MAX);
    }
  });
  fc.assert(check, { numRuns: 200 });
});
