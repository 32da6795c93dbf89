import { setTimeout as sleep } from "node:timers/promises";

import pg from "pg";

import type { JournalEntry } from "../../../sandbox/shared/state";
import { recreateDatabase } from "../../../scripts/lib/postgres/template-copy";
import type { PortalAddresses, PortalSeed } from "../../../scripts/portal";
import { type TestMail, testMail } from "./mail";
import { startScript } from "./running-script";

const READY_WITHIN_MS = 30_000;

export interface TestPortal extends Omit<PortalAddresses, "hostup" | "upsun" | "mail"> {
  hostup: TestSandbox;
  upsun: TestSandbox;
  mail: TestMail;
  /** Runs one statement on the portal's database, behind its back: for time to pass, mostly. */
  query(statement: string): Promise<Record<string, unknown>[]>;
  /** Resets the database, the providers and the mailbox. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** A sandbox as a test reaches it: by its address, and by the controls behind the portal's back. */
export interface TestSandbox {
  url: string;
  apiUrl: string;
  tickets(
    account?: string,
  ): Promise<{ id: string; account: string; ticket: Record<string, unknown> }[]>;
  /** The writes that the provider has accepted, oldest first. */
  journal(): Promise<JournalEntry[]>;
  /** Has the provider's staff answer a ticket. */
  answer(ticketId: string, text?: string): Promise<void>;
  changeTicket(ticketId: string, fields: Record<string, unknown>): Promise<void>;
  /** Any control by its path under /__control; returns the JSON it answers, or undefined. */
  control<T>(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<T>;
}

/**
 * Starts a whole portal of the production build, with its own database and sandboxes, on free ports: about three seconds when the
 * build is there. It ends with this process at the latest.
 */
export async function startPortal(
  seed: PortalSeed = "people",
  env: Record<string, string> = {},
): Promise<TestPortal> {
  const portal = await startScript(["portal", seed], env);
  const addresses = JSON.parse(portal.firstLine) as PortalAddresses;
  const [hostup, upsun] = [sandboxAt(addresses.hostup), sandboxAt(addresses.upsun)];
  const mail = testMail(addresses.mail);
  let client: pg.Client | undefined;
  async function disconnect(): Promise<void> {
    await client?.end();
    client = undefined;
  }
  return {
    ...addresses,
    hostup,
    upsun,
    mail,
    async query(statement) {
      if (!client) {
        client = new pg.Client({ connectionString: addresses.databaseUrl });
        await client.connect();
      }
      return (await client.query(statement)).rows;
    },
    async reset() {
      await disconnect();
      await recreateDatabase(addresses.databaseUrl);
      for (const sandbox of [hostup, upsun]) await sandbox.control("POST", "/reset", {});
      await mail.clear();
      // The reset closed the portal's database connections.
      const endBy = Date.now() + READY_WITHIN_MS;
      while (!(await fetch(`${addresses.url}/api/health`)).ok) {
        if (Date.now() > endBy) throw new Error("The portal did not find its new database.");
        await sleep(50);
      }
    },
    async stop() {
      await disconnect();
      await portal.stop();
    },
  };
}

function sandboxAt(addresses: { url: string; apiUrl: string }): TestSandbox {
  async function control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${addresses.url}/__control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok)
      throw new Error(`${method} ${path} at ${addresses.url}: ${answer.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }
  return {
    ...addresses,
    control,
    tickets: (account) =>
      control("GET", `/tickets${account ? `?account=${encodeURIComponent(account)}` : ""}`),
    journal: () => control("GET", "/journal"),
    answer: (ticketId, text) =>
      control(
        "POST",
        `/tickets/${encodeURIComponent(ticketId)}/answer`,
        text === undefined ? {} : { text },
      ),
    changeTicket: (ticketId, fields) =>
      control("PATCH", `/tickets/${encodeURIComponent(ticketId)}`, fields),
  };
}
