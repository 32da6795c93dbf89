import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import packageJson from "../../../package.json";

const workflow = readFileSync(".github/workflows/ci.yml", "utf8");
const commands = [...workflow.matchAll(/^\s+- run: (.+)$/gm)].map((match) => match[1]);

describe("the CI workflow", () => {
  it("runs the README's commands", () => {
    expect(commands).toEqual(["npm ci", "npm test"]);
    expect(readFileSync("README.md", "utf8")).toContain(commands.join(" && "));
  });

  it("runs them on every supported major version of Node", () => {
    const versions = JSON.parse(/node: (\[.+\])/.exec(workflow)?.[1] ?? "[]") as number[];
    expect(versions).toEqual([20, 22, 24]);
    expect(packageJson.engines.node).toBe(`>=${versions[0]}.19`);
  });
});

describe("the license", () => {
  it("agrees with package.json", () => {
    expect(packageJson.private).toBe(true);
    expect(packageJson.license).toBe("UNLICENSED");
    expect(readFileSync("LICENSE", "utf8")).toContain("All rights reserved");
  });
});
