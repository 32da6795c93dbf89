import { describe, expect, it } from "vitest";

import { stepsOf } from "./steps";

describe("stepsOf", () => {
  const steps = stepsOf({ browser: true });

  it("runs nothing beside the browser that makes both cores busy", () => {
    const browser = steps.find(({ name }) => name === "browser");
    const busy = ["integration", "build", "test:kill", "matrix"];
    expect(browser?.after).toEqual(expect.arrayContaining(busy));
  });

  it("runs each script that repeats tests, with sizes of its own", () => {
    const names = steps.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["test:kill", "test:mirror", "test:mutations"]));
    expect(new Set(names).size).toBe(names.length);
  });

  it("starts nothing before what it waits for is under way", () => {
    const names = steps.map(({ name }) => name);
    for (const { name, after = [], needs } of steps)
      for (const earlier of [...after, ...(needs ? [needs] : [])])
        expect(names.slice(0, names.indexOf(name))).toContain(earlier);
  });

  it("needs neither a build nor a browser for what is checked without one", () => {
    const names = stepsOf({ browser: false }).map(({ name }) => name);
    expect(names).not.toEqual(expect.arrayContaining(["build"]));
    expect(names).not.toEqual(expect.arrayContaining(["browser"]));
  });
});
