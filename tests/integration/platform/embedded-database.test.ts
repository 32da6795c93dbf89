import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { holderOf, releaseFolder, takeFolder } from "@/scripts/lib/folder-lock";
import {
  type EmbeddedDatabase,
  startEmbeddedDatabase,
} from "@/scripts/lib/postgres/embedded-database";
import { alive, serverOn } from "@/scripts/lib/postgres/lockfile";

let parent: string;
let folder: string;
let running: EmbeddedDatabase | undefined;

beforeEach(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), "ticketbridge-embedded-"));
  await chmod(parent, 0o755);
  folder = path.join(parent, "postgres");
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await rm(parent, { recursive: true, force: true });
});

async function start(password = "a-password-of-the-tests"): Promise<EmbeddedDatabase> {
  running = await startEmbeddedDatabase({ folder, password, durability: "durable" });
  return running;
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function remembered(): Promise<string[]> {
  return (await query<{ word: string }>((await start()).url(), "SELECT word FROM memory")).map(
    (row) => row.word,
  );
}

describe("the embedded database", () => {
  it("is PostgreSQL in UTF-8 on loopback, durable, and closed to those without the password", async () => {
    const server = await start();
    const [row] = await query<Record<string, string>>(
      server.url(),
      "SELECT current_setting('server_encoding') AS encoding, current_setting('listen_addresses') AS host, current_setting('fsync') AS fsync, lower('ÅÄÖ') AS lower",
    );
    expect(row).toEqual({ encoding: "UTF8", host: "127.0.0.1", fsync: "on", lower: "åäö" });
    await expect(
      query(server.url().replace("a-password", "another-password"), "SELECT 1"),
    ).rejects.toThrow(/password authentication failed/);
  });

  it("keeps what was written over a stop and a start", async () => {
    await query(
      (await start()).url(),
      "CREATE TABLE memory (word text); INSERT INTO memory VALUES ('kept')",
    );
    await running?.stop();
    expect(existsSync(path.join(folder, "postmaster.pid"))).toBe(false);
    expect(await remembered()).toEqual(["kept"]);
  });

  it("starts after a crash, and has what was committed", async () => {
    await query(
      (await start()).url(),
      "CREATE TABLE memory (word text); INSERT INTO memory VALUES ('committed')",
    );
    const server = serverOn(folder);
    expect(server).toBeDefined();
    process.kill(server?.pid ?? 0, "SIGKILL");
    await running?.ended;
    expect(existsSync(path.join(folder, "postmaster.pid"))).toBe(true);
    expect(await remembered()).toEqual(["committed"]);
  });

  it("waits for the children of a server that was killed, which may be slow to end", async () => {
    const url = (await start()).url();
    const busy = new pg.Client({ connectionString: url });
    busy.on("error", () => undefined);
    await busy.connect();
    const child =
      (await busy.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows[0]?.pid ?? 0;
    // Stopped, it cannot notice that the server is gone.
    process.kill(child, "SIGSTOP");
    process.kill(serverOn(folder)?.pid ?? 0, "SIGKILL");
    await running?.ended;
    setTimeout(() => process.kill(child, "SIGCONT"), 1_500);
    expect((await start()).url()).toContain("postgresql://");
  });

  it("starts although the process number in the file of a dead server belongs to somebody else by now", async () => {
    await query(
      (await start()).url(),
      "CREATE TABLE memory (word text); INSERT INTO memory VALUES ('kept')",
    );
    const lockfile = path.join(folder, "postmaster.pid");
    const lines = readFileSync(lockfile, "utf8").split("\n");
    await running?.stop();
    writeFileSync(lockfile, [String(process.ppid), ...lines.slice(1)].join("\n"));
    expect(alive(process.ppid)).toBe(true);
    expect(serverOn(folder)).toBeUndefined();
    expect(await remembered()).toEqual(["kept"]);
  });

  it("says what to do when the password is not the one it was made with", async () => {
    await start();
    await running?.stop();
    await expect(start("not-the-password-of-before")).rejects.toThrow(
      /has another password than .*secrets\.json/,
    );
  });
});

describe("the lock of a folder", () => {
  it("has one holder, and is free again when it is given back", () => {
    expect(takeFolder(parent, "The demo")).toBeUndefined();
    expect(takeFolder(parent, "Another one")).toMatchObject({
      pid: process.pid,
      purpose: "The demo",
    });
    releaseFolder(parent);
    expect(holderOf(parent)).toBeUndefined();
  });

  it("is taken over from a process that is gone, and from one whose number another process has now", () => {
    for (const holder of [
      { pid: 99_999_999, startedAt: "1", purpose: "The demo" },
      { pid: process.ppid, startedAt: "long ago", purpose: "The demo" },
    ]) {
      writeFileSync(path.join(parent, "lock"), JSON.stringify(holder));
      expect(takeFolder(parent, "The demo")).toBeUndefined();
      expect(holderOf(parent)?.pid).toBe(process.pid);
      releaseFolder(parent);
    }
  });
});
