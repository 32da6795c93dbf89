import { expect, it } from "vitest";

import { maintainQueues } from "@/lib/db/queue";
import { runDue } from "@/lib/jobs/run-due";
import { useTestDatabase } from "@/tests/helpers/database";
import { type Owed, useNoticeKillScene } from "@/tests/helpers/notifications/kill-scene";
import { MAIL_TABLES, NOTICE_TABLES } from "@/tests/helpers/notifications/moved-tables";
import { type OutboxChild, useOutboxChildren } from "@/tests/helpers/submissions/children";
import type { KillPlan } from "@/tests/helpers/submissions/kill-points";
import { countFrom, report } from "@/tests/helpers/submissions/report";
import { VirtualClock } from "@/tests/helpers/submissions/time";

const KILLS = countFrom("NOTICE_KILLS", 6);
const TIMEOUT_MS = 60_000 + KILLS * 20_000;
const BUDGET_MS = 20_000;
const ROUND_SECONDS = 180;
const MAX_ROUNDS = 20;
const WINDOW_SECONDS = 15 * 60;

useTestDatabase();
const scene = useNoticeKillScene();
const children = useOutboxChildren();
const clock = new VirtualClock([...NOTICE_TABLES, ...MAIL_TABLES]);

interface Point {
  of: string;
  owed: () => Promise<Owed>;
  /** Statement at which the process kills itself; without it, the mail server does. */
  from?: RegExp;
  /** Over so many statements from there. */
  statements?: number;
  mail?: "accept" | "cut";
}

const DECIDES = /from "notice_delivery" .*for update/;
const MARKS_SENT = /^update "mail" set "state" = 'sent'/;
const ANSWERS = { owed: answers };

/** Those that the first kills must reach come first. */
const POINTS: Point[] = [
  { of: "event, rows, commit", ...ANSWERS, from: /^insert into "notice" /, statements: 11 },
  { of: "250 given, not read", ...ANSWERS, mail: "accept" },
  { of: "decided, told, commit", ...ANSWERS, from: DECIDES, statements: 12 },
  { of: "outcome, rows, commit", owed: refusedReply, from: /'rejected'/, statements: 8 },
  { of: "250 read, not marked", ...ANSWERS, from: MARKS_SENT },
  { of: "end of a window", owed: windowEnds, from: DECIDES, statements: 12 },
  {
    of: "mail taken, sent, marked",
    ...ANSWERS,
    from: /^update "mail" set "lease_until"/,
    statements: 9,
  },
  { of: "mail sent, no 250", ...ANSWERS, mail: "cut" },
];

/** The sweep that reads them is due. */
async function answers(): Promise<Owed> {
  const owed = await scene.answers();
  await clock.pass(ROUND_SECONDS);
  return owed;
}

async function refusedReply(): Promise<Owed> {
  const owed = await scene.refusedReply();
  await clock.pass(10);
  return owed;
}

/** The first answers were mailed; the window of further ones has ended. */
async function windowEnds(): Promise<Owed> {
  const first = await answers();
  await settle(first);
  const owed = scene.again(first);
  await clock.pass(ROUND_SECONDS);
  await runDue(BUDGET_MS);
  await clock.pass(WINDOW_SECONDS);
  return owed;
}

/** Others come by until nothing waits any more. Returns how long that took. */
async function settle(owed: Owed): Promise<number> {
  const begun = clock.now();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    await clock.pass(ROUND_SECONDS);
    await maintainQueues();
    await runDue(BUDGET_MS);
    if (await scene.isSettled(owed)) break;
  }
  return (clock.now() - begun) / 1_000;
}

async function isKilled({ from, statements = 1, mail }: Point, turn: number): Promise<boolean> {
  const statement = (turn * 5) % statements;
  const kill: KillPlan | undefined = from && {
    point: "statements from",
    from,
    statement,
    handedOver: mail === undefined && statements > 1 && turn % 2 === 1,
  };
  let victim: OutboxChild | undefined;
  scene.onMail = () => {
    if (!mail || !victim) return "accept";
    victim.kill();
    victim = undefined;
    return mail;
  };
  const { killed } = await children.one(
    { as: "cron", budget: BUDGET_MS, kill },
    (child) => (victim = child),
  );
  scene.onMail = () => "accept";
  return killed;
}

it(
  `of ${KILLS} processes that are killed on the way from an event to its mail, none loses what is owed`,
  { timeout: TIMEOUT_MS },
  async ({ task }) => {
    const rounds: Owed[] = [];
    const problems: string[] = [];
    const killedAt = new Map<string, number>();
    let killed = 0;
    let slowestSeconds = 0;
    for (let turn = 0; killed < KILLS && turn < KILLS * 2; turn += 1) {
      const point = POINTS[turn % POINTS.length];
      if (!point) break;
      const owed = await point.owed();
      if (await isKilled(point, Math.floor(turn / POINTS.length))) {
        killed += 1;
        killedAt.set(point.of, (killedAt.get(point.of) ?? 0) + 1);
      }
      const seconds = await settle(owed);
      // Of a lost answer to a reply, the outbox asks after a quarter of an hour.
      if (owed.outcomes.length === 0) slowestSeconds = Math.max(slowestSeconds, seconds);
      problems.push(...(await scene.judgeRows(owed)));
      rounds.push(owed);
      await scene.end();
    }
    // Late mails and doubles have arrived by now.
    await clock.pass(3_600);
    await runDue(BUDGET_MS);
    const tallies = await Promise.all(rounds.map((owed) => scene.judgeMails(owed)));
    const sum = (of: "lost" | "doubled" | "repeated") =>
      tallies.reduce((all, one) => all + one[of], 0);
    report(task, {
      what: "Killed from the event to its mail",
      runs: killed,
      lost: sum("lost") + problems.length,
      doubled: sum("doubled"),
      slowestSeconds,
      note: [
        `${sum("repeated")} mails twice with the same Message-ID`,
        ...[...killedAt].map(([of, count]) => `${of}: ${count}`),
      ].join("; "),
    });
    expect([...problems, ...tallies.flatMap((one) => one.problems)]).toEqual([]);
    expect(killed).toBe(KILLS);
    // A server that takes a mail, and whose 250 is not read, gets it again.
    expect(sum("repeated")).toBeGreaterThan(0);
  },
);
