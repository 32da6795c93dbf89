import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { missingOptional } from "../../../scripts/complete-lockfile.mjs";

describe("package-lock.json", () => {
  it("names every platform's optional packages, so that `npm ci` takes it everywhere (else: npm run lockfile)", () => {
    expect(missingOptional(JSON.parse(readFileSync("package-lock.json", "utf8")))).toEqual([]);
  });

  it("holds one nodemailer, of a release without known holes", () => {
    const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
      packages: Record<string, { version?: string }>;
    };
    const versions = Object.entries(packages)
      .filter(([key]) => key.endsWith("node_modules/nodemailer"))
      .map(([, { version }]) => (version ?? "").split(".").map(Number));
    expect(versions).toHaveLength(1);
    const [major = 0, minor = 0, patch = 0] = versions[0] ?? [];
    expect(major * 1_000_000 + minor * 1_000 + patch).toBeGreaterThanOrEqual(9_000_001);
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
