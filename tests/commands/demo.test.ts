import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { ensureBuild } from "../../scripts/lib/ensure-build";
import { cleanCopy } from "./clean-copy";
import { asPerson, expectListed, fileTicketInBrowser } from "./in-browser";
import { bareEnvironment, processesOf, type RunningDemo, startDemo } from "./running-demo";

/** Far above the promised time; it only detects a hang. */
const START_S = 60;
const SUBJECT = `Filed before the demo was stopped ${Date.now()}`;

let folder: string;
let demo: RunningDemo | undefined;

beforeAll(async () => {
  // The copy takes this build along: building once more would prove nothing new.
  await ensureBuild();
  folder = cleanCopy(process.cwd());
});

afterEach(async () => {
  // Also where a test has failed half way: nothing of it may stay for the next one.
  await demo?.end("SIGTERM");
  demo = undefined;
  await expect.poll(() => processesOf(folder), { timeout: 15_000 }).toEqual([]);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs the demo where it cannot start, and returns what it said and how it ended. */
function refused(
  environment: Record<string, string>,
  args: string[] = [],
): { code: number | null; said: string } {
  const run = spawnSync(process.execPath, ["scripts/run.mjs", "demo", ...args], {
    cwd: folder,
    env: bareEnvironment(environment),
    encoding: "utf8",
    timeout: 60_000,
  });
  return { code: run.status, said: run.stderr.trim() };
}

describe("npm run demo on a fresh, built copy", () => {
  it("starts, answers, and loses nothing when it is ended and started again", async () => {
    demo = await startDemo(folder);
    expect(demo.readyAfter).toBeLessThan(START_S);
    const health = await fetch(new URL("/api/health", demo.url));
    expect([health.status, await health.json()]).toEqual([
      200,
      expect.objectContaining({ status: "ok", database: "ok" }),
    ]);
    expect(demo.output()).toContain("customer@example.com");
    const mail = /^ +Mail +(http:\/\/\S+)$/m.exec(demo.output())?.[1] ?? "";
    expect(await (await fetch(`${mail}/messages`)).json()).toEqual([]);

    await asPerson(demo.url, "customer@example.com", (page) => fileTicketInBrowser(page, SUBJECT));
    expect(refused({ PORT: "0" })).toEqual({
      code: 1,
      said: expect.stringMatching(/already runs in this folder \(process \d+\)/) as string,
    });

    expect(processesOf(folder).length).toBeGreaterThan(2);
    expect(await demo.end("SIGTERM")).toBe(0);
    expect(processesOf(folder)).toEqual([]);

    demo = await startDemo(folder);
    expect(demo.readyAfter).toBeLessThan(START_S);
    await asPerson(demo.url, "customer@example.com", (page) => expectListed(page, SUBJECT));
    expect(await demo.end("SIGINT")).toBe(0);
    expect(processesOf(folder)).toEqual([]);
  });

  it("leaves nothing running when it is killed, and starts again afterwards", async () => {
    demo = await startDemo(folder);
    const npm = processesOf(folder);
    expect(npm.length).toBeGreaterThan(0);
    await demo.end("SIGKILL");
    await expect.poll(() => processesOf(folder), { timeout: 15_000 }).toEqual([]);
    demo = await startDemo(folder);
    expect(await demo.end("SIGTERM")).toBe(0);
  });
});

describe("npm run demo, where it cannot start, says one sentence and ends", () => {
  it("when the port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    // The server answers nobody while the command runs, and holds the port all the same.
    expect(refused({ PORT: String(port) })).toEqual({
      code: 1,
      said: expect.stringContaining(`Port ${port} is taken by another program`) as string,
    });
    other.close();
  });

  it.each([
    [
      "an address that is not https",
      { HOSTUP_API_URL: "http://hostup.example.com/api" },
      "HOSTUP_API_URL must be https (plain http only to loopback).",
    ],
    ["keys that are none", { CREDENTIAL_KEYS: "nonsense" }, "CREDENTIAL_KEYS must be id:key pairs"],
    ["a port that is none", { PORT: "many" }, "PORT must be a number"],
    [
      "production without a database",
      { NODE_ENV: "production" },
      "DATABASE_URL is required in production",
    ],
    [
      "a database that is not there",
      { PORT: "0", DATABASE_URL: "postgresql://nobody@127.0.0.1:9/none" },
      "The database cannot be reached",
    ],
  ])("when the environment has %s", (_what, environment, sentence) => {
    const { code, said } = refused(environment);
    expect(code).toBe(1);
    expect(said).toContain(sentence);
    expect(said.split("\n")).toHaveLength(1);
    expect(processesOf(folder)).toEqual([]);
  });

  it("when it is asked for something it does not know", () => {
    expect(refused({}, ["--nonsense"])).toEqual({
      code: 1,
      said: "There is no option --nonsense; there are --fresh and --dev.",
    });
  });

  it.runIf(process.getuid?.() === 0 && existsSync("/usr/bin/setpriv"))(
    "when the folder belongs to somebody else",
    () => {
      const run = spawnSync(
        "setpriv",
        [
          "--reuid=65534",
          "--regid=65534",
          "--clear-groups",
          process.execPath,
          "scripts/run.mjs",
          "demo",
        ],
        {
          cwd: folder,
          env: bareEnvironment({ PORT: "0", HOME: "/tmp" }),
          encoding: "utf8",
        },
      );
      expect(run.status).toBe(1);
      expect(run.stderr).toMatch(/^The demo cannot write to .*: make it writable for this user/);
    },
  );
});
