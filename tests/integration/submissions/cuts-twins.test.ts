import { randomUUID } from "node:crypto";

import { describe, expect, it } from "vitest";

import { runDue } from "@/lib/jobs/run-due";
import { processSubmission } from "@/lib/submissions/process-submission";
import type { SubmissionRow } from "@/lib/submissions/submission";
import { useTestDatabase } from "@/tests/helpers/database";
import { countFrom, report } from "@/tests/helpers/submissions/report";
import { acceptPost, type SceneIntent, useOutboxScene } from "@/tests/helpers/submissions/scene";
import { submission } from "@/tests/helpers/submissions/submissions";
import { settle, VirtualClock } from "@/tests/helpers/submissions/time";

const TWINS = countFrom("TWINS", 12);
/** So many pairs are under way at the same time. */
const AT_ONCE = 12;
const MAX_SECONDS = 5 * 60;
const FULL_COUNT_MS = 3_600_000;

useTestDatabase();
const scene = useOutboxScene();
const clock = new VirtualClock();

interface Pair {
  first: SceneIntent;
  second: SceneIntent;
  loses: { first: boolean; second: boolean };
}

/** Which answers are lost. Two lost ones without references need a decision: another test. */
const WITH_REFERENCES = [
  { first: false, second: false },
  { first: true, second: false },
  { first: false, second: true },
  { first: true, second: true },
];
const WITHOUT = [
  { first: false, second: false },
  { first: true, second: false },
  { first: false, second: true },
];

/** The same text from another form. */
function twinOf(intent: SceneIntent): SceneIntent {
  if (intent.post.as !== "create") throw new Error("Only new tickets have twins.");
  return {
    ...intent,
    post: { as: "create", input: { ...intent.post.input, formKey: randomUUID() } },
  };
}

async function file(intent: SceneIntent, losesAnswer: boolean): Promise<string> {
  const { control } = scene().sandbox(intent.provider);
  if (losesAnswer)
    control.addFault({ kind: "cut", method: "POST", path: "*/tickets", when: "after" });
  const { submissionId } = await acceptPost(intent);
  expect(await processSubmission(submissionId)).toMatchObject({
    state: losesAnswer ? "unknown" : "sent",
  });
  return submissionId;
}

/** Errors of a pair, which must be two tickets, each referenced by its own row. */
function problemOf({ first: { provider, token } }: Pair, rows: SubmissionRow[]): string | null {
  const entries = scene()
    .sandbox(provider)
    .control.journal()
    .filter(({ body }) => JSON.stringify(body).includes(token));
  if (entries.length !== 2) return `${entries.length} tickets`;
  for (const [index, row] of rows.entries()) {
    const own =
      row.reference === null
        ? entries[index]
        : entries.find(({ body }) => JSON.stringify(body).includes(row.reference ?? ""));
    if (row.state !== "sent") return `ends as ${row.state}`;
    if (row.external_id !== own?.ids.ticketId)
      return `points at ${row.external_id} instead of ${own?.ids.ticketId}`;
  }
  return rows[0]?.ticket_id === rows[1]?.ticket_id ? "merged" : null;
}

async function pairs(loses: readonly Pair["loses"][], from: number): Promise<Pair[]> {
  const intents = await scene().intents(
    Array.from({ length: Math.min(AT_ONCE, TWINS - from) }, (_, index) =>
      (from + index) % 2 === 0 ? "hostup create" : "upsun create",
    ),
  );
  return intents.map((first, index) => ({
    first,
    second: twinOf(first),
    loses: loses[Math.floor((from + index) / 2) % loses.length] ?? { first: false, second: false },
  }));
}

describe("two deliberately identical tickets, a minute apart", () => {
  it.for([
    { references: true, loses: WITH_REFERENCES },
    { references: false, loses: WITHOUT },
  ])(
    "are two tickets whichever answers are lost, with references: $references",
    { timeout: FULL_COUNT_MS },
    async ({ references, loses }, { task }) => {
      await scene().useReferences(references);
      const problems: string[] = [];
      let slowest = 0;
      for (let from = 0; from < TWINS; from += AT_ONCE) {
        const all = await pairs(loses, from);
        const firsts: string[] = [];
        for (const pair of all) firsts.push(await file(pair.first, pair.loses.first));
        const begun = clock.now();
        await clock.pass(60);
        // Lost first ones are looked for before their twins exist, or afterwards.
        if (from % (2 * AT_ONCE) === 0) await runDue(20_000);
        const seconds: string[] = [];
        for (const pair of all) seconds.push(await file(pair.second, pair.loses.second));
        await settle(clock, null, [...firsts, ...seconds], ["sent"], MAX_SECONDS);
        slowest = Math.max(slowest, (clock.now() - begun) / 1_000);
        for (const [index, pair] of all.entries()) {
          const problem = problemOf(
            pair,
            await Promise.all([submission(firsts[index] ?? ""), submission(seconds[index] ?? "")]),
          );
          if (problem)
            problems.push(`${pair.first.provider} ${JSON.stringify(pair.loses)}: ${problem}`);
        }
      }
      const merged = problems.filter((problem) => problem.endsWith("merged")).length;
      report(task, {
        what: `identical twins ${references ? "with" : "without"} references`,
        runs: TWINS,
        lost: problems.length,
        doubled: merged,
        slowestSeconds: slowest,
        note: `${merged} merged`,
      });
      expect(problems).toEqual([]);
    },
  );
});
