import { decodeTime, isValid } from "ulid";
import { expect, it } from "vitest";

import { beginInput } from "@/lib/files/schemas";

import { newUploadId } from "./upload-entry";

it("makes ids that the server takes for a file, each one once", () => {
  const now = Date.UTC(2026, 10, 28);
  const ids = Array.from({ length: 1_000 }, () => newUploadId(now));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    expect(isValid(id)).toBe(true);
    expect(decodeTime(id)).toBe(now);
    expect(beginInput.shape.id.parse(id)).toBe(id);
  }
});
