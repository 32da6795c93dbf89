import pMap from "p-map";
import { beforeAll, describe, expect, it, type TestContext } from "vitest";

import { processSubmission } from "@/lib/submissions/process-submission";
import type { SubmissionState } from "@/lib/submissions/submission";
import { decideSubmission } from "@/lib/tickets/decide-submission";
import { useTestDatabase } from "@/tests/helpers/database";
import {
  checkOutcome,
  idsOf,
  rowsOf,
  writesAccepted,
} from "@/tests/helpers/submissions/check-outcome";
import { type OutboxChild, useOutboxChildren } from "@/tests/helpers/submissions/children";
import type { KillPlan, KillPoint } from "@/tests/helpers/submissions/kill-points";
import type { OutboxJob } from "@/tests/helpers/submissions/process";
import { countFrom, report } from "@/tests/helpers/submissions/report";
import {
  acceptPost,
  type IntentKind,
  type SceneIntent,
  useOutboxScene,
} from "@/tests/helpers/submissions/scene";
import { type Tally, tally } from "@/tests/helpers/submissions/tally";
import { settle, VirtualClock } from "@/tests/helpers/submissions/time";

const KILLS = countFrom("KILLS", 5);
const POINTS = countFrom("POINTS", 1);
/** So many are killed before others come by, as in life. */
const AT_ONCE = 20;
const LANES = 2;
const MAX_SECONDS = 5 * 60;
const CRON_BUDGET_MS = 20_000;
const FULL_COUNT_MS = 3_600_000;

useTestDatabase();
const scene = useOutboxScene();
const children = useOutboxChildren();
const clock = new VirtualClock();
let other: OutboxChild;

beforeAll(() => {
  other = children.staying();
});

const EVERYTHING: IntentKind[] = [
  "hostup create",
  "upsun create",
  "hostup reply",
  "hostup close",
  "upsun solve",
];
const UPSUN_REPLIES: IntentKind[] = ["upsun reply with a file", "upsun reply"];
const WITH_BODY: IntentKind[] = ["hostup create", "upsun create", "hostup reply", "upsun solve"];
const FILES: IntentKind[] = ["hostup create with a file", "hostup reply with a file"];
const kindsOf = (kinds: readonly IntentKind[], count: number, from = 0) =>
  Array.from(
    { length: count },
    (_, index) => kinds[(from + index) % kinds.length] ?? "hostup create",
  );

/** Kills the process of each intent, then lets others work until all have one of these states. */
async function killAndSettle(
  sum: Tally,
  intents: SceneIntent[],
  jobOf: (intent: SceneIntent, index: number) => OutboxJob | Promise<OutboxJob>,
  lanes = LANES,
  states: SubmissionState[] = ["sent"],
): Promise<void> {
  const killedAt = new Map<string, number>();
  await pMap(
    intents,
    async (intent, index) => {
      const { killed } = await children.one(await jobOf(intent, index));
      killedAt.set(intent.post.input.formKey, clock.now());
      if (killed) sum.killed += 1;
    },
    { concurrency: lanes },
  );
  const rows = await rowsOf(intents);
  const { at, seen } = await settle(clock, other, await idsOf(intents), states, 3 * MAX_SECONDS);
  for (const { id, form_key } of rows.values()) {
    const seconds = ((at.get(id) ?? Infinity) - (killedAt.get(form_key) ?? 0)) / 1_000;
    sum.slowestSeconds = Math.max(sum.slowestSeconds, seconds);
    for (const state of seen.get(id) ?? []) sum.seen.add(state);
  }
  // The sweep that reads a sent reply back is due within about two minutes.
  await clock.pass(180);
  await other.run({ as: "cron", budget: CRON_BUDGET_MS });
}

async function judge(sum: Tally, intents: SceneIntent[]): Promise<void> {
  const { lost, doubled, problems } = await checkOutcome(scene(), intents);
  sum.lost += lost;
  sum.doubled += doubled;
  sum.problems.push(...problems);
}

function conclude(
  { task }: Pick<TestContext, "task">,
  what: string,
  sum: Tally,
  runs: number,
  note?: string,
): void {
  report(task, {
    what,
    runs: sum.killed,
    lost: sum.lost,
    doubled: sum.doubled,
    slowestSeconds: sum.slowestSeconds,
    note,
  });
  expect(sum.problems).toEqual([]);
  expect(sum).toMatchObject({ lost: 0, doubled: 0 });
  expect(sum.killed).toBeGreaterThanOrEqual(runs);
  expect([...sum.seen]).not.toContain("needs_decision");
  expect(sum.slowestSeconds).toBeLessThanOrEqual(MAX_SECONDS);
}

/** Of the write that a scene's intent makes. */
const pathOf = ({ provider, kind }: SceneIntent) =>
  provider === "upsun" && kind === "reply" ? "/comments" : "*/tickets*";

const posting = ({ viewer, post }: SceneIntent, kill: KillPlan): OutboxJob => ({
  as: "post",
  viewer,
  post,
  kill,
});

describe("a process that is killed between the provider's answer and our commit", () => {
  it.for([
    { of: "any write", kinds: EVERYTHING },
    { of: "Upsun replies", kinds: UPSUN_REPLIES },
  ])(
    "loses nothing and doubles nothing of $of, at whichever statement it was",
    { timeout: FULL_COUNT_MS },
    async ({ of, kinds }, context) => {
      const sum = tally();
      for (let made = 0; sum.killed < KILLS; made += AT_ONCE) {
        const intents = await scene().intents(
          kindsOf(kinds, Math.min(AT_ONCE, KILLS - sum.killed), made),
        );
        // Some kinds take fewer statements than others: what runs through is no kill, and is judged all the same.
        const plan = (index: number): KillPlan => ({
          point: "statements after acceptance",
          statement: (made + index * 7) % 11,
          handedOver: index % 2 === 1,
        });
        await killAndSettle(sum, intents, (intent, index) => posting(intent, plan(index)));
        await judge(sum, intents);
      }
      conclude(context, `${of} killed between acceptance and commit`, sum, KILLS);
    },
  );
});

describe("a process that is killed", () => {
  const anywhere: KillPoint[] = [
    "before the claim",
    "claimed, write not marked",
    "accepted, answer not read",
    "answer read, mirror not written",
    "mirror written, row not settled",
    "settled, not yet acknowledged",
  ];
  const found: Array<{ point: KillPoint; of: string; kinds: IntentKind[] }> = [
    ...anywhere.flatMap((point) => [
      { point, of: "any write", kinds: EVERYTHING },
      { point, of: "Upsun replies", kinds: UPSUN_REPLIES },
    ]),
    { point: "upload accepted, not noted", of: "files", kinds: FILES },
    { point: "carrying message accepted", of: "files", kinds: FILES },
  ];

  it.for(found)(
    "$point, of $of: another one sends or finds it, once",
    { timeout: FULL_COUNT_MS },
    async ({ point, of, kinds }, context) => {
      const sum = tally();
      for (let from = 0; from < POINTS; from += AT_ONCE) {
        const intents = await scene().intents(
          kindsOf(kinds, Math.min(AT_ONCE, POINTS - from), from),
        );
        await killAndSettle(sum, intents, (intent) => posting(intent, { point }));
        await judge(sum, intents);
      }
      conclude(context, `${point}, ${of}`, sum, POINTS);
    },
  );

  it(
    "in the middle of reconciling: another one finds it",
    { timeout: FULL_COUNT_MS },
    async (context) => {
      const sum = tally();
      // One sweep of a connection at a time: more new tickets than connections would not get to read.
      const kinds: IntentKind[] = [
        "hostup create",
        "upsun create",
        "hostup reply",
        "hostup reply",
        "hostup close",
        "upsun solve",
        ...UPSUN_REPLIES,
      ];
      for (let from = 0; from < POINTS; from += kinds.length) {
        const intents = await scene().intents(
          kindsOf(kinds, Math.min(kinds.length, POINTS - from)),
        );
        const ids: string[] = [];
        for (const intent of intents) {
          const fault = scene()
            .sandbox(intent.provider)
            .control.addFault({
              kind: "cut",
              method: intent.kind === "solve" ? "PATCH" : "POST",
              path: pathOf(intent),
              when: "after",
            });
          const { submissionId } = await acceptPost(intent);
          expect(await processSubmission(submissionId)).toMatchObject({ state: "unknown" });
          scene().sandbox(intent.provider).control.removeFault(fault.id);
          ids.push(submissionId);
        }
        await clock.pass(5);
        await killAndSettle(
          sum,
          intents,
          (_intent, index) => ({
            as: "advance",
            submissionId: ids[index] ?? "",
            kill: { point: "in the middle of reconciling" },
          }),
          1,
        );
        await judge(sum, intents);
      }
      conclude(context, "in the middle of reconciling", sum, POINTS);
    },
  );

  it(
    "while it had taken the submission off the queue: another one finds it, though the queue's own patience is longer",
    { timeout: FULL_COUNT_MS },
    async (context) => {
      const sum = tally();
      const AT_A_TIME = 5;
      for (let from = 0; from < POINTS; from += AT_A_TIME) {
        const intents = await scene().intents(
          kindsOf(EVERYTHING, Math.min(AT_A_TIME, POINTS - from), from),
        );
        // One after the other: a worker takes along whatever is due.
        await killAndSettle(
          sum,
          intents,
          async (intent) => {
            await acceptPost(intent);
            await clock.pass(10);
            return {
              as: "cron",
              budget: CRON_BUDGET_MS,
              kill: { point: "accepted, answer not read" },
            };
          },
          1,
        );
        await judge(sum, intents);
      }
      conclude(context, "a worker of the queue, accepted", sum, POINTS);
    },
  );

  const never = (["marked, not sent", "in the middle of the body"] as const).flatMap((point) => [
    { point, of: "any write", kinds: WITH_BODY },
    { point, of: "Upsun replies", kinds: UPSUN_REPLIES },
  ]);

  it.for(never)(
    "$point, of $of: nobody sends it again before a person says so, and then once",
    { timeout: FULL_COUNT_MS },
    async ({ point, of, kinds }, context) => {
      const sum = tally();
      for (let from = 0; from < POINTS; from += AT_ONCE) {
        const intents = await scene().intents(
          kindsOf(kinds, Math.min(AT_ONCE, POINTS - from), from),
        );
        await killAndSettle(sum, intents, (intent) => posting(intent, { point }), LANES, [
          "unknown",
        ]);
        const ids = await idsOf(intents);
        const asked = await settle(clock, other, ids, ["needs_decision"], 20 * 60);
        expect(asked.at.size).toBe(ids.length);
        expect(writesAccepted(scene(), intents)).toEqual(intents.map(() => 0));
        for (const {
          viewer,
          post: {
            input: { formKey },
          },
        } of intents) {
          await decideSubmission(viewer, {
            submissionId: (await rowsOf(intents)).get(formKey)?.id ?? "",
            decision: "send_again",
          });
        }
        await settle(clock, other, ids, ["sent"], MAX_SECONDS);
        await clock.pass(60);
        await other.run({ as: "cron", budget: CRON_BUDGET_MS });
        await judge(sum, intents);
      }
      conclude(
        context,
        `${point}, ${of}`,
        sum,
        POINTS,
        "never arrived: a person is asked, and says send again",
      );
    },
  );
});
