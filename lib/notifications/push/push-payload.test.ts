import fc from "fast-check";
import type { Route } from "next";
import { expect, it } from "vitest";

import { pushPayload } from "./push-text";
import { pushDeviceInput } from "./schemas";

const text = fc.string({ unit: "binary", maxLength: 5_000 });

it("fits into a push, whatever the texts are", () => {
  fc.assert(
    fc.property(text, text, text, (title, body, path) => {
      const url = path as Route;
      const payload = pushPayload({ title, body, url, tag: "ticket" });
      expect(JSON.parse(payload)).toMatchObject({ tag: "ticket" });
      if (url.length <= 1_000) expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(3_800);
    }),
    { numRuns: 200 },
  );
});

it("names a device by its id", () => {
  expect(pushDeviceInput.safeParse({ id: "01jabcdefghjkmnpqrstvwxyz0" }).success).toBe(true);
  expect(pushDeviceInput.safeParse({ id: "'" }).success).toBe(false);
});
