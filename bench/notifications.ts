import { setTimeout as sleep } from "node:timers/promises";

import type { CaughtMail } from "../sandbox/mail/message";
import { startCron } from "../scripts/demo/cron";
import { runScript } from "../scripts/lib/cli-error";
import { ensureBuild } from "../scripts/lib/ensure-build";
import startDatabaseServer from "../tests/helpers/browser/database-server";
import { startPortal, type TestPortal } from "../tests/helpers/browser/portal";
import { percentile, printTable } from "./figures";
import { readSizes } from "./sizes";

/** `every`: seconds between two calls of the scheduler. `gap`: between two answers. */
const { sizes: SIZES } = readSizes({
  command: "bench:notices",
  script: "bench/notifications",
  full: { answers: 50, every: 60, gap: 6 },
  smoke: { answers: 2, every: 2, gap: 1 },
});
/** Does not wait until accounts are due. */
const IS_TRIAL = SIZES.every < 60;

/** From recording an answer to its mail. */
const TARGET_MS = 5_000;
/** An account with open tickets is read every two minutes. */
const MAX_WAIT_MS = 150_000 + 2_500 * SIZES.every;
const LOOK_MS = 500;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** A ticket that one person follows. */
interface Followed {
  id: string;
  externalId: string;
  provider: "hostup" | "upsun";
  number: string;
  email: string;
}

interface Answer extends Followed {
  answeredAt: number;
}

/** Milliseconds. */
interface Latency {
  pace: number;
  ours: number;
  whole: number;
}

/**
 * Open tickets of every account in turn, each followed by one person, in turn as well: so that nobody
 * gets more mails than are sent one by one.
 */
async function followTickets(portal: TestPortal): Promise<Followed[]> {
  const followed = await portal.query(`
    WITH member AS (
      SELECT m.organization_id, m.user_id, u.email,
        row_number() OVER (PARTITION BY m.organization_id ORDER BY u.email) - 1 AS place,
        count(*) OVER (PARTITION BY m.organization_id) AS people
      FROM membership m JOIN "user" u ON u.id = m.user_id
    ), placed AS (
      SELECT t.*, row_number() OVER (PARTITION BY connection_id ORDER BY (status <> 'closed') DESC, id) AS place
      FROM ticket t
    ), chosen AS (
      SELECT t.id, t.external_id, t.provider, t.number, member.user_id, member.email
      FROM placed t JOIN member
        ON member.organization_id = t.organization_id AND member.place = t.place % member.people
      ORDER BY t.place, t.connection_id LIMIT ${SIZES.answers}
    ), following AS (
      INSERT INTO ticket_follow (ticket_id, user_id, level) SELECT id, user_id, 'follow' FROM chosen
    )
    SELECT id, external_id AS "externalId", provider, number, email FROM chosen`);
  return followed as unknown as Followed[];
}

async function giveAnswers(portal: TestPortal, followed: readonly Followed[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const ticket of followed) {
    const answeredAt = Date.now();
    await portal[ticket.provider].answer(ticket.externalId);
    answers.push({ ...ticket, answeredAt });
    await sleep(SIZES.gap * 1_000);
  }
  return answers;
}

const mailOf = (mails: readonly CaughtMail[], { email, number }: Followed) =>
  mails.find(({ to, subject }) => to === email && subject.startsWith(`[#${number}] `));

async function caughtMails(portal: TestPortal, answers: readonly Answer[]): Promise<CaughtMail[]> {
  const endBy = Date.now() + MAX_WAIT_MS;
  for (;;) {
    const mails = await portal.mail.messages();
    if (answers.every((answer) => mailOf(mails, answer)) || Date.now() > endBy) return mails;
    if (IS_TRIAL) await portal.query("UPDATE connection SET next_at = now()");
    await sleep(LOOK_MS);
  }
}

async function measure(portal: TestPortal, answers: readonly Answer[]): Promise<Latency[]> {
  const mails = await caughtMails(portal, answers);
  const events = await portal.query(
    `SELECT e.ticket_id, min(e.recorded_at) AS at FROM event e JOIN ticket_follow f ON f.ticket_id = e.ticket_id
    WHERE e.kind = 'message_added' AND e.recorded_at >= f.created_at GROUP BY 1`,
  );
  const recordedAt = new Map(events.map(({ ticket_id: id, at }) => [id, (at as Date).getTime()]));
  return answers.flatMap((answer) => {
    const mail = mailOf(mails, answer);
    const recorded = recordedAt.get(answer.id);
    if (!mail || recorded === undefined) return [];
    const caught = new Date(mail.receivedAt).getTime();
    return {
      pace: recorded - answer.answeredAt,
      ours: caught - recorded,
      whole: caught - answer.answeredAt,
    };
  });
}

/** Returns the 95th percentile of the portal's own part. */
function printLatencies(latencies: readonly Latency[]): number {
  const seconds = (part: keyof Latency, share: number) =>
    (
      percentile(
        latencies.map((one) => one[part]),
        share,
      ) / 1_000
    ).toFixed(2);
  const row = (name: string, part: keyof Latency) => [
    name,
    ...[0.5, 0.95, 1].map((share) => seconds(part, share)),
  ];
  printTable(
    ["", "p50 s", "p95 s", "longest s"],
    [
      row("answer to recorded: the mirror's pace", "pace"),
      row("recorded to caught: notifications", "ours"),
      row("answer to caught", "whole"),
    ],
  );
  return percentile(
    latencies.map(({ ours }) => ours),
    0.95,
  );
}

/** From the providers' answers to the mails caught, in the demo's portal with the demo's scheduler. */
async function main(): Promise<void> {
  say("Building the portal in production mode, unless that is done.");
  await ensureBuild();
  const stopServer = await startDatabaseServer();
  const portal = await startPortal("demo");
  try {
    const followed = await followTickets(portal);
    say(
      `${followed.length} answers on as many tickets of all accounts, one every ${SIZES.gap} s; the scheduler calls every ${SIZES.every} s.`,
    );
    const stopCron = startCron(portal.url, portal.cronSecret, say, SIZES.every * 1_000);
    let latencies: Awaited<ReturnType<typeof measure>>;
    try {
      latencies = await measure(portal, await giveAnswers(portal, followed));
    } finally {
      await stopCron();
    }
    const p95 = printLatencies(latencies);
    say(`${latencies.length} of ${followed.length} mails caught.`);
    const isFast = latencies.length === followed.length && p95 <= TARGET_MS;
    say(
      `Target: all of them, notifications at most ${TARGET_MS / 1_000} s at p95. ${isFast ? "Met" : "Missed"}.`,
    );
    if (!isFast) process.exitCode = 1;
  } finally {
    await portal.stop();
    await stopServer();
  }
}

runScript(main);
