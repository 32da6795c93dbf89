import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";

import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";

import { countAttempt } from "@/lib/auth/limits/sign-in-throttle";
import type { Viewer } from "@/lib/auth/types";
import { disconnect } from "@/lib/connections/commands";
import { syncNow } from "@/lib/connections/sync-now";
import { dbWithin, transaction } from "@/lib/db/kysely";
import { migrate } from "@/lib/db/migrate/migrate";
import { createPool } from "@/lib/db/pool";
import { prisma, prismaTransaction } from "@/lib/db/prisma";
import { enqueue, finishJobs, maintainQueues, takeJobs } from "@/lib/db/queue";
import { saveDraft } from "@/lib/drafts/commands";
import { replyKey } from "@/lib/files/draft-key";
import { runDue } from "@/lib/jobs/run-due";
import { deliverSubmission } from "@/lib/jobs/submissions";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";
import { getTicket, listTickets } from "@/lib/tickets/queries";
import { sendReply } from "@/lib/tickets/reply/send-reply";
import { ticketFilters } from "@/lib/tickets/schemas";
import { createTestDatabase, useTestDatabase } from "@/tests/helpers/database";
import { checkoutWithMigration } from "@/tests/helpers/postgres/changed-checkout";
import {
  startTransactionPooler,
  type TransactionPooler,
} from "@/tests/helpers/postgres/transaction-pooler";
import { sql } from "@/tests/helpers/sql";
import { useOutboxScene } from "@/tests/helpers/submissions/scene";
import { submission } from "@/tests/helpers/submissions/submissions";

const ROUNDS = Array.from({ length: 40 }, (_unused, index) => index);

let pooler: TransactionPooler;
const database = useTestDatabase();
// Before anything connects: from here on the portal knows the pooler only.
beforeAll(async () => {
  pooler = await startTransactionPooler(database.url);
  process.env.DATABASE_URL = pooler.url;
});
const scene = useOutboxScene();
let viewer: Viewer;
beforeAll(async () => {
  viewer = await scene().person();
});
afterAll(() => pooler.stop());
// Whatever a path leaves in a shared server connection, another client would meet.
afterEach(async () => expect(await pooler.sessionState()).toEqual([]));

describe("through a transaction pooler that translates no statement names", () => {
  it("sign-in attempts are counted and forgiven", async () => {
    const origin = { address: "192.0.2.1", userAgent: "", deviceToken: undefined };
    const counted = ROUNDS.map((round) => countAttempt(`p${round}@example.com`, origin));
    await Promise.all((await Promise.all(counted)).map((forgive) => forgive()));
    expect(
      await sql("SELECT key, points FROM rate_limit WHERE key LIKE 'signin_network:%'"),
    ).toEqual([{ key: "signin_network:192.0.2.1", points: 0 }]);
  });

  it("Prisma reads, writes and runs transactions", async () => {
    await Promise.all(
      ROUNDS.map((round) => prisma().organization.create({ data: { name: `Company ${round}` } })),
    );
    await prismaTransaction(async (client) => {
      await client.organization.deleteMany({ where: { name: { startsWith: "Company " } } });
    });
    expect(await prisma().organization.count({ where: { name: { startsWith: "Company " } } })).toBe(
      0,
    );
  });

  it("transactions have their limits, and nobody else has them afterwards", async () => {
    const [inside] = await transaction((client) =>
      sql(
        "SELECT current_setting('lock_timeout') AS lock, current_setting('idle_in_transaction_session_timeout') AS idle",
        [],
        client,
      ),
    );
    expect(inside).toEqual({ lock: "3s", idle: "5s" });
    await Promise.all(
      ROUNDS.map((round) => transaction((client) => sql("SELECT $1::int", [round], client))),
    );
    const outside = await Promise.all(
      ROUNDS.map(() => sql("SELECT current_setting('lock_timeout') AS lock")),
    );
    expect(new Set(outside.map(([row]) => row?.lock))).toEqual(new Set(["0"]));
  });

  it("jobs are sent, taken and finished", async () => {
    await Promise.all(
      ROUNDS.map(() => enqueue("submissions", { submissionId: "none" }, new Date())),
    );
    const taken = [];
    for (
      let jobs = await takeJobs("submissions", 15);
      jobs.length > 0;
      jobs = await takeJobs("submissions", 15)
    )
      taken.push(...jobs);
    expect(taken).toHaveLength(ROUNDS.length);
    await finishJobs(
      "submissions",
      taken.map(({ id }) => id),
    );
    await maintainQueues();
  });

  it("accounts are swept, listed and read", async () => {
    const { control } = scene().hostup;
    for (let count = 0; count < 12; count += 1)
      control.createTicket("northwind", { subject: `Matter ${count}`, status: "open" });
    expect(await syncNow(viewer, { connectionId: scene().connectionOf("hostup") })).toMatchObject({
      outcome: "complete",
    });
    expect(await syncNow(viewer, { connectionId: scene().connectionOf("upsun") })).toMatchObject({
      outcome: "complete",
    });
    const { items } = await listTickets(viewer, ticketFilters.parse({ q: "Matter" }));
    expect(items.length).toBeGreaterThanOrEqual(12);
    expect(await getTicket(viewer, items[0]?.id ?? "")).not.toBeNull();
  });

  it("tickets with a file and replies with a draft are delivered, several side by side", async () => {
    const intents = await scene().intents([
      "hostup create with a file",
      "upsun create",
      "hostup reply with a file",
      "hostup create",
    ]);
    const accepted = await Promise.all(
      intents.map(async ({ viewer: author, post }) => {
        if (post.as === "create") return fileTicket(author, post.input);
        if (post.as !== "reply") throw new Error("No such intent was asked for.");
        await saveDraft(author, {
          draftKey: replyKey(post.input.ticketId),
          formKey: randomUUID(),
          values: { message: "Half typed", encrypted: "" },
          version: 0,
        });
        return sendReply(author, post.input);
      }),
    );
    await Promise.all(accepted.map(({ submissionId }) => deliverSubmission(submissionId)));
    const states = await Promise.all(accepted.map(({ submissionId }) => submission(submissionId)));
    expect(states.map(({ state }) => state)).toEqual(["sent", "sent", "sent", "sent"]);
  });

  it("what is due is worked off, and an account can be erased", async () => {
    await sql("UPDATE connection SET next_at = now(), lease_until = NULL");
    expect(await runDue(20_000)).toMatchObject({ failed: 0 });
    const connectionId = scene().connectionOf("upsun");
    await disconnect(viewer, { connectionId, erase: true });
    await runDue(20_000);
    expect(await sql("SELECT 1 FROM connection WHERE id = $1", [connectionId])).toEqual([]);
  });

  it("a statement that takes too long is cancelled at the server", async () => {
    await expect(sql("SELECT pg_sleep(30) AS long_sleep", [], dbWithin(200))).rejects.toMatchObject(
      {
        code: "busy",
      },
    );
    await expect
      .poll(
        () =>
          direct(
            "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%AS long_sleep' AND pid <> pg_backend_pid() AND state = 'active'",
          ),
        { timeout: 3_000 },
      )
      .toEqual([]);
  });

  it("statements are sent without names once one got lost, even where names are set to on", async () => {
    const own = await startTransactionPooler(database.url);
    const detecting = globalThis.ticketbridgePool;
    globalThis.ticketbridgePool = createPool(own.url, {}, "on");
    const asked = ROUNDS.map(() => listTickets(viewer, ticketFilters.parse({})));
    const [page] = await Promise.all(asked);
    expect(page).toEqual(await listTickets(viewer, ticketFilters.parse({})));
    await globalThis.ticketbridgePool.end();
    globalThis.ticketbridgePool = detecting;
    await own.stop();
  });

  it("migrations are applied", async () => {
    const copy = await createTestDatabase();
    const own = await startTransactionPooler(copy.url);
    const added = "29991231000000_added";
    const root = await checkoutWithMigration(
      added,
      'ALTER TABLE "ticket" ADD COLUMN "extra" TEXT;',
    );
    expect(await migrate({ databaseUrl: own.url, root })).toEqual([added]);
    expect(await migrate({ databaseUrl: own.url, root })).toEqual([]);
    expect(await own.sessionState()).toEqual([]);
    await own.stop();
    await copy.drop();
    await rm(root, { recursive: true });
  });
});

async function direct(text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: inject("databaseServer") });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
