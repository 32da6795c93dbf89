import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { missingOptional } from "../../../scripts/complete-lockfile.mjs";

describe("package-lock.json", () => {
  it("names every platform's optional packages, so that `npm ci` takes it everywhere (else: npm run lockfile)", () => {
    expect(missingOptional(JSON.parse(readFileSync("package-lock.json", "utf8")))).toEqual([]);
  });

  it("is found incomplete when a platform is missing", () => {
    const packages = {
      "node_modules/a": {
        dev: true,
        optionalDependencies: { "a-darwin-arm64": "1.0.0", "a-linux-x64": "1.0.0" },
      },
      "node_modules/a-linux-x64": {},
    };
    expect(missingOptional({ packages })).toEqual([
      { name: "a-darwin-arm64", version: "1.0.0", dev: true },
    ]);
  });
});
