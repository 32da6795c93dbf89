import { randomUUID } from "node:crypto";

import { afterAll, beforeAll } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { sendReply } from "@/lib/tickets/reply/send-reply";

import { ConnectionCut, type MailCatcher, startMailCatcher } from "../../../sandbox/mail/catcher";
import type { CaughtMail } from "../../../sandbox/mail/message";
import { sql } from "../sql";
import { type OutboxScene, useOutboxScene } from "../submissions/scene";

/** An answer that a person is owed one mail and one unread row for. */
interface OwedAnswer {
  person: Viewer;
  ticketId: string;
  token: string;
}

/** A reply that the provider refused, which its author must hear of. */
interface OwedOutcome {
  person: Viewer;
  ticketId: string;
  submissionId: string;
}

export interface Owed {
  /** Notices beyond it are of this round. */
  after: string;
  answers: OwedAnswer[];
  outcomes: OwedOutcome[];
}

export interface MailTally {
  problems: string[];
  lost: number;
  /** Mailed again under another Message-ID. */
  doubled: number;
  /** Accepted again with its Message-ID. */
  repeated: number;
}

/** HostUp's tickets with people who follow them, and a mail server that notes what it accepts. */
export class NoticeKillScene {
  readonly accepted: CaughtMail[] = [];
  /** Called with each mail; "cut" breaks the connection instead of accepting it. */
  onMail: () => "accept" | "cut" = () => "accept";
  #tickets: Array<{ externalId: string; ticketId: string }> = [];
  #outbox: OutboxScene | undefined;
  #catcher: MailCatcher | undefined;

  async start(): Promise<void> {
    this.#catcher = await startMailCatcher({
      beforeAccept: (mail) => {
        if (this.onMail() === "cut") throw new ConnectionCut();
        this.accepted.push(mail);
      },
    });
    process.env.SMTP_URL = this.#catcher.smtpUrl;
  }

  async stop(): Promise<void> {
    await this.#catcher?.stop();
  }

  async begin(outbox: OutboxScene): Promise<void> {
    this.#outbox = outbox;
    for (let made = 0; made < 3; made += 1) this.#tickets.push(await outbox.ticket("hostup"));
  }

  get outbox(): OutboxScene {
    if (!this.#outbox) throw new Error("The scene exists only while tests run.");
    return this.#outbox;
  }

  /** The provider answers on two tickets: one person follows both, another only the second. */
  async answers(): Promise<Owed> {
    const [first, second] = this.#tickets;
    if (!first || !second) throw new Error("There are no tickets.");
    const [both, one] = [await this.outbox.person(), await this.outbox.person()];
    await this.#follow(both, first.ticketId, second.ticketId);
    await this.#follow(one, second.ticketId);
    const after = await lastNotice();
    const ofFirst = this.#answer(first.externalId);
    const ofSecond = this.#answer(second.externalId);
    return {
      after,
      answers: [
        { person: both, ticketId: first.ticketId, token: ofFirst },
        { person: both, ticketId: second.ticketId, token: ofSecond },
        { person: one, ticketId: second.ticketId, token: ofSecond },
      ],
      outcomes: [],
    };
  }

  /** Further answers for the same people. */
  again({ after, answers }: Owed): Owed {
    const followed = new Set(answers.map(({ ticketId }) => ticketId));
    const tokens = new Map(
      this.#tickets
        .filter(({ ticketId }) => followed.has(ticketId))
        .map(({ externalId, ticketId }) => [ticketId, this.#answer(externalId)]),
    );
    const more = answers.map((one) => ({ ...one, token: tokens.get(one.ticketId) ?? "" }));
    return { after, answers: [...answers, ...more], outcomes: [] };
  }

  /** A person's reply, that the provider will refuse. */
  async refusedReply(): Promise<Owed> {
    const ticketId = this.#tickets[2]?.ticketId ?? "";
    const person = await this.outbox.person();
    const after = await lastNotice();
    this.outbox.hostup.control.addFault({
      kind: "status",
      status: 422,
      method: "POST",
      path: "*/tickets*",
    });
    const { submissionId } = await sendReply(person, {
      formKey: randomUUID(),
      ticketId,
      message: `Still down. ${randomUUID()}`,
      encrypted: false,
      files: [],
      continues: false,
    });
    return { after, answers: [], outcomes: [{ person, ticketId, submissionId }] };
  }

  /** Nobody follows anything any more. */
  async end(): Promise<void> {
    this.onMail = () => "accept";
    this.outbox.hostup.control.clearFaults();
    await sql("DELETE FROM ticket_follow");
  }

  #answer(externalId: string): string {
    const token = `x${randomUUID().replaceAll("-", "")}`;
    this.outbox.hostup.control.staffAnswer(externalId, `Solved. ${token}`);
    return token;
  }

  async #follow({ userId }: Viewer, ...ticketIds: string[]): Promise<void> {
    await sql(
      `INSERT INTO ticket_follow (ticket_id, user_id, level) SELECT unnest($1::text[]), $2, 'follow'`,
      [ticketIds, userId],
    );
  }

  /** True once nothing waits and each submission has its outcome. */
  async isSettled({ answers, outcomes }: Owed): Promise<boolean> {
    const [row] = await sql<{ waiting: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM notice_delivery WHERE untold_from IS NOT NULL)
           OR EXISTS (SELECT 1 FROM mail WHERE state = 'waiting')
           OR EXISTS (SELECT 1 FROM submission WHERE id = ANY($1) AND state NOT IN ('rejected', 'needs_decision'))
           AS waiting`,
      [outcomes.map(({ submissionId }) => submissionId)],
    );
    return row?.waiting === false && answers.every((one) => this.#mailsOf(one).length > 0);
  }

  #mailsOf({ person, token }: OwedAnswer): CaughtMail[] {
    return this.accepted.filter(({ to, text }) => to === person.email && text.includes(token));
  }

  /** To be called when all has settled, before the next round. */
  async judgeRows({ after, answers, outcomes }: Owed): Promise<string[]> {
    const problems: string[] = [];
    for (const { person, ticketId } of [...answers, ...outcomes]) {
      const { unread, noted } = await countRows(person, ticketId, after);
      if (unread === 0 || unread !== noted)
        problems.push(`${ticketId}: ${unread} unread of ${noted}`);
    }
    for (const { submissionId } of outcomes) {
      const { state, details } = await outcomeOf(submissionId);
      if (details.at(-1) !== state) problems.push(`${state}, but noted: ${details.join()}`);
    }
    return problems;
  }

  /** To be called when nothing more can come. */
  async judgeMails({ answers, outcomes }: Owed): Promise<MailTally> {
    const tally: MailTally = { problems: [], lost: 0, doubled: 0, repeated: 0 };
    for (const owed of answers)
      count(tally, `${owed.token} to ${owed.person.email}`, this.#mailsOf(owed));
    for (const { person, submissionId } of outcomes) {
      const { state } = await outcomeOf(submissionId);
      const said = state === "rejected" ? "rejected it" : "Decide whether to send it again";
      const mails = this.accepted.filter(
        ({ to, text }) => to === person.email && text.includes(said),
      );
      count(tally, `${state} to ${person.email}`, mails);
    }
    return tally;
  }
}

function count(tally: MailTally, what: string, mails: readonly CaughtMail[]): void {
  const ids = new Set(mails.map(({ headers }) => headers["message-id"]));
  if (ids.size === 0) tally.lost += 1;
  if (ids.size > 1) tally.doubled += 1;
  if (ids.size !== 1) tally.problems.push(`${what}: ${ids.size} mails`);
  tally.repeated += mails.length - ids.size;
}

const lastNotice = async (): Promise<string> =>
  (await sql<{ id: string }>("SELECT coalesce(max(id), 0)::text AS id FROM notice"))[0]?.id ?? "0";

/** Of a person's row, and of the notices since that are not another person's. */
async function countRows({ userId }: Viewer, ticketId: string, after: string) {
  const [row] = await sql<{ unread: number; noted: number }>(
    `SELECT coalesce(sum(n.count) FILTER (WHERE n.unread_since IS NOT NULL), 0)::int AS unread,
            (SELECT count(*)::int FROM notice e WHERE e.ticket_id = $2 AND e.id > $3
                AND (e.recipient_id IS NULL OR e.recipient_id = $1)) AS noted
       FROM notification n WHERE n.user_id = $1 AND n.ticket_id = $2`,
    [userId, ticketId, after],
  );
  return row ?? { unread: 0, noted: 0 };
}

async function outcomeOf(submissionId: string) {
  const [row] = await sql<{ state: string; details: string[] }>(
    `SELECT s.state, array(SELECT n.detail FROM notice n WHERE n.submission_id = s.id ORDER BY n.id) AS details
       FROM submission s WHERE s.id = $1`,
    [submissionId],
  );
  return row ?? { state: "none", details: [] };
}

/** Call it after the database's hook and before anything reads the environment. */
export function useNoticeKillScene(): NoticeKillScene {
  const scene = new NoticeKillScene();
  beforeAll(() => scene.start());
  const outbox = useOutboxScene();
  beforeAll(() => scene.begin(outbox()));
  afterAll(() => scene.stop());
  return scene;
}
