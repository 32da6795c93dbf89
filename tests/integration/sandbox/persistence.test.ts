import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { startHostupSandbox, startUpsunSandbox } from "@/sandbox/start";

import { sandboxHostupClient, sandboxUpsunClient } from "./clients";
import { pageRequest } from "./hostup-page";

const ROOT = path.join(import.meta.dirname, "../../..");

describe("A sandbox with a state file", () => {
  let folder: string;
  let statePath: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "sandbox-"));
    statePath = path.join(folder, "deeper", "hostup.json");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("has everything again after stop and start", async () => {
    const first = await startHostupSandbox({ statePath });
    const { body } = await sandboxHostupClient(first)("/support/tickets", {
      method: "POST",
      json: pageRequest,
    });
    first.control.addFault({ kind: "hang", count: null });
    const [tickets, journal] = [first.control.tickets(), first.control.journal()];
    await first.stop();
    const second = await startHostupSandbox({ statePath, seed: "empty-accounts" });
    expect(second.control.tickets()).toEqual(tickets);
    expect(second.control.journal()).toEqual(journal);
    expect((await sandboxHostupClient(second)(`/support/tickets/${String(body.id)}`)).status).toBe(
      200,
    );
    await second.stop();
    expect(await readdir(path.dirname(statePath))).toEqual(["hostup.json"]);
  });

  it("keeps Upsun's access tokens over a restart", async () => {
    const first = await startUpsunSandbox({ statePath });
    const ask = await sandboxUpsunClient(first);
    expect((await ask("/users/me")).status).toBe(200);
    const { port } = first;
    await first.stop();
    const second = await startUpsunSandbox({ statePath, port });
    expect((await ask("/users/me")).status).toBe(200);
    await second.stop();
  });

  it("has lost at most the last quarter of a second after SIGKILL", async () => {
    const { child, apiUrl } = await startAlone(folder);
    const sandbox = { apiUrl } as Awaited<ReturnType<typeof startHostupSandbox>>;
    const { body } = await sandboxHostupClient(sandbox)("/support/tickets", {
      method: "POST",
      json: pageRequest,
    });
    await wait(260);
    child.kill("SIGKILL");
    await once(child, "exit");
    const after = await startHostupSandbox({ statePath: path.join(folder, "hostup.json") });
    expect(after.control.ticket(String(body.id))?.ticket).toEqual(body);
    await after.stop();
  });

  it("ends cleanly on SIGTERM when started alone", async () => {
    const { child, printed } = await startAlone(folder);
    expect(printed()).toMatch(/UPSUN_AUTH_URL=http:\/\/127/);
    expect(printed()).toMatch(/hu_live_demo_northwind/);
    child.kill("SIGTERM");
    const [code] = await once(child, "exit");
    expect(code).toBe(0);
  });

  it.each([
    ["half a file", '{"version":1,"provider":"hostup","tickets":[{"id":"tkt'],
    [
      "another provider's state",
      '{"version":1,"provider":"upsun","keys":[],"journal":[],"pendingAnswers":[],"advances":0,"clockSkewMs":0}',
    ],
    ["something else", "[]"],
  ])("says so when it finds %s", async (_name, content) => {
    statePath = path.join(folder, "state.json");
    await writeFile(statePath, content);
    await expect(startHostupSandbox({ statePath })).rejects.toThrow(
      `The sandbox state ${statePath} is damaged`,
    );
  });

  it("says so when its port is taken", async () => {
    const first = await startHostupSandbox({ seed: "empty-accounts" });
    await expect(startHostupSandbox({ port: first.port })).rejects.toThrow(
      `Port ${first.port} on 127.0.0.1 is taken.`,
    );
    await first.stop();
  });

  it("stops at once although somebody waits for an answer", async () => {
    const sandbox = await startHostupSandbox({ statePath });
    sandbox.control.addFault({ kind: "hang" });
    const waiting = sandboxHostupClient(sandbox)("/domains").catch(() => "cut");
    await wait(50);
    const started = performance.now();
    await sandbox.stop();
    expect(performance.now() - started).toBeLessThan(1000);
    expect(await waiting).toBe("cut");
  });
});

async function startAlone(
  folder: string,
): Promise<{ child: ChildProcess; apiUrl: string; printed: () => string }> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", path.join(ROOT, "sandbox/main.ts"), "--state", folder],
    { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] },
  );
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => (text += part));
  while (!text.includes("Ctrl-C")) {
    if (child.exitCode !== null) throw new Error(`Ended with ${child.exitCode}: ${text}`);
    await wait(50);
  }
  return { child, apiUrl: /HOSTUP_API_URL=(\S+)/.exec(text)?.[1] ?? "", printed: () => text };
}
