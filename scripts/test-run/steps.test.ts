import { describe, expect, it } from "vitest";

import { stepsOf } from "./steps";

describe("stepsOf", () => {
  const steps = stepsOf({ browser: true });

  it("has all but the commands end before the browser begins", () => {
    const browser = steps.find(({ name }) => name === "browser");
    const others = steps.map(({ name }) => name).filter((name) => name !== "browser");
    const beside = others.filter((name) => !["build", ...(browser?.after ?? [])].includes(name));
    expect(beside).toEqual(["commands"]);
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
