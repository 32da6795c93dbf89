import { describe, expect, it } from "vitest";

import { playwrightCounts, settledCounts, vitestCounts } from "./counts";

describe("vitestCounts", () => {
  it("counts tests, and a file that could not be loaded as one failure", () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      testResults: [
        { status: "failed", assertionResults: [{ status: "passed" }, { status: "failed" }] },
        { status: "failed", assertionResults: [] },
        { status: "passed", assertionResults: [{ status: "passed" }, { status: "passed" }] },
      ],
    };
    expect(vitestCounts(report)).toEqual({ passed: 3, failed: 2 });
  });
});

describe("playwrightCounts", () => {
  it("counts a flaky test and an error outside of tests as failures", () => {
    const report = {
      stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 },
      errors: [{ message: "the portal did not start" }],
    };
    expect(playwrightCounts(report)).toEqual({ passed: 4, failed: 3 });
  });
});

describe("settledCounts", () => {
  it("believes a report that fits the exit code", () => {
    expect(settledCounts(0, { passed: 5, failed: 0 })).toEqual({ passed: 5, failed: 0 });
    expect(settledCounts(1, { passed: 5, failed: 2 })).toEqual({ passed: 5, failed: 2 });
  });

  it("takes a runner that ended badly for a failure, even when every test had passed", () => {
    expect(settledCounts(1, { passed: 5, failed: 0 })).toEqual({ passed: 5, failed: 1 });
    expect(settledCounts(137, undefined)).toEqual({ passed: 0, failed: 1 });
  });

  it("takes a runner that ran nothing for a failure", () => {
    expect(settledCounts(0, { passed: 0, failed: 0 })).toEqual({ passed: 0, failed: 1 });
  });
});
