import fc from "fast-check";
import { afterEach, beforeAll, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { registerProvider } from "@/lib/providers/registry";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { emptyModel, outboxCommands, post } from "@/tests/helpers/submissions/commands";
import { OutboxSimulation } from "@/tests/helpers/submissions/model";
import { countFrom, report } from "@/tests/helpers/submissions/report";

const RUNS = countFrom("HISTORIES", 200);
const FULL_COUNT_MS = 3_600_000;

useTestDatabase();

let viewer: Viewer;
let connectionId: string;
let unregister = () => {};

beforeAll(async () => {
  viewer = await makeViewer({ organizationId: await makeOrganization() });
  const account = new MemoryAccount();
  unregister = registerProvider(memoryProvider(account));
  connectionId = await makeConnection(viewer, "memory", account.key);
});

afterEach(() => unregister());

async function newSimulation(references: boolean): Promise<OutboxSimulation> {
  await sql("DELETE FROM submission");
  await sql("DELETE FROM ticket");
  await sql("DELETE FROM sync_run");
  await sql("DELETE FROM pgboss.job");
  await sql(
    "UPDATE connection SET lease_until = NULL, last_read_at = NULL, provider_pause_until = NULL",
  );
  await sql("UPDATE organization SET use_references = $1", [references]);
  const simulation = new OutboxSimulation(viewer, connectionId, references);
  registerProvider(simulation.provider);
  return simulation;
}

it(
  "no history of people, processes, provider and time sends twice on one word, or loses what was wanted",
  { timeout: FULL_COUNT_MS },
  async ({ task }) => {
    const property = fc.asyncProperty(
      fc.boolean(),
      fc.commands(outboxCommands, { maxCommands: 16, size: "max" }),
      async (references, commands) => {
        const simulation = await newSimulation(references);
        const model = emptyModel();
        try {
          // Nothing can happen before a form is posted.
          await post("A", 0).run(model, simulation);
          await fc.asyncModelRun(() => ({ model, real: simulation }), commands);
          const unsettled = await simulation.unsettled(model.words);
          if (unsettled.length > 0) throw new Error(unsettled.join("; "));
        } finally {
          await simulation.wake();
        }
      },
    );
    const outcome = await fc.check(property, {
      numRuns: RUNS,
      includeErrorInReport: true,
      ...(process.env.SEED ? { seed: Number(process.env.SEED) } : {}),
    });
    report(task, {
      what: "histories of the model",
      runs: outcome.numRuns,
      lost: outcome.failed ? 1 : 0,
      doubled: 0,
      slowestSeconds: null,
      note: outcome.failed ? `seed ${outcome.seed}` : "no second send without a word",
    });
    expect(outcome.failed, await fc.asyncDefaultReportMessage(outcome)).toBe(false);
  },
);
