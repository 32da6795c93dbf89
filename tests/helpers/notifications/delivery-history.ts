import { expect } from "vitest";

import { drainNotices } from "@/lib/jobs/notices";
import { deliverMails } from "@/lib/mail/deliver-mails";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { isNoticeKind, kindRule } from "@/lib/notices/kinds";
import type { NoticeChannel } from "@/lib/notifications/deliver/channel";
import { mailChannel } from "@/lib/notifications/deliver/channels/mail";

import { MailRefused } from "../../../sandbox/mail/catcher";
import type { CaughtMail } from "../../../sandbox/mail/message";
import { endProviderPause } from "../mirror/player-steps";
import type { ProviderFault } from "../mirror/provider-account";
import { sql } from "../sql";
import { movedBack } from "../submissions/time";
import { type NewNoticeRow, NoticeHistory, type NoticeStep, type PlayedPerson } from "./history";
import { MAIL_TABLES, NOTICE_TABLES } from "./moved-tables";
import { OwedMails } from "./owed-mails";

export type DeliveryStep =
  | { do: "tell" | "mail" | "break" | "refuse" }
  | { do: "pass"; minutes: number }
  | { do: "disable" | "enable" | "storm"; who: number }
  | { do: "quiet"; who: number; from: number; hours: number }
  | { do: "choose"; who: number; kind: string; mail: "off" | "now" | "digest" }
  | { do: "private" | "public"; who: number; ticket: number }
  | { do: "remove"; ticket: number }
  | { do: "fail"; kind: ProviderFault; calls: number; ticket: number };

/** Minutes after the model's midnight. */
const BEGINS_AT = 540;
const DIGEST_AT = 480;
const DAY_MINUTES = 1_440;
const MINUTE_MS = 60_000;
const BUDGET_MS = 20_000;
/** Longer than any pause, quiet hours and a day's digest, in steps below the shortest opening. */
const LAST_PASSES = 20;
const LAST_MINUTES = 240;

/** A history whose notices are mailed, by the real channel and a mail server, each of which may fail. */
export class DeliveryHistory extends NoticeHistory<NoticeStep | DeliveryStep> {
  readonly #tickets = new Map<string, string>();
  readonly #owed = new OwedMails(
    (person, external) => this.mayRead(person, external),
    (userId) => this.#person(({ viewer }) => viewer.userId === userId),
    (ticketId) => this.#tickets.get(ticketId) ?? ticketId,
  );
  readonly #accepted = new Map<string, number>();
  #fault: Extract<DeliveryStep, { do: "fail" }> | undefined;
  #isBroken = false;
  #isRefused = false;

  get mailed(): number {
    return this.#owed.told;
  }

  /** Called by the mail server before it takes a mail. */
  receive({ to, headers, text }: CaughtMail): void {
    if (this.#isRefused) throw new MailRefused(451, "Later");
    const person = this.#person(({ viewer }) => viewer.email === to);
    const thread = /ticket\.([0-9a-z]{26})@/i.exec(headers.references ?? "")?.[1] ?? "";
    const linked = [...text.matchAll(/\/tickets\/([0-9A-Z]{26})/g)].map(([, id = ""]) => id);
    const about = new Set([...linked, ...(thread ? [thread.toUpperCase()] : [])]);
    expect(about.size, "tickets of a mail").toBeGreaterThan(0);
    for (const id of about)
      expect(this.mayRead(person, this.#tickets.get(id) ?? id), "may read what is mailed").toBe(
        true,
      );
    const messageId = (headers["message-id"] ?? "").replaceAll(/[<>]/g, "");
    this.#accepted.set(messageId, (this.#accepted.get(messageId) ?? 0) + 1);
  }

  #person(is: (person: PlayedPerson) => boolean): PlayedPerson {
    const person = this.people.find(is);
    if (!person) throw new Error("Nobody of the history.");
    return person;
  }

  protected override async begin(): Promise<void> {
    await super.begin();
    const minute = Math.floor((await this.#owed.now()) / MINUTE_MS) % DAY_MINUTES;
    this.#owed.aheadMs = (BEGINS_AT + DAY_MINUTES - minute) * MINUTE_MS;
    for (const { viewer } of this.people)
      await sql("INSERT INTO notification_setting (user_id, digest_at) VALUES ($1, $2)", [
        viewer.userId,
        this.#stored(DIGEST_AT),
      ]);
    for (const who of [0, 1]) await this.takeNotice({ do: "level", who, level: "all" });
  }

  protected async take(step: NoticeStep | DeliveryStep): Promise<void> {
    switch (step.do) {
      case "tell":
        return this.#send();
      case "mail":
        return this.#mail();
      case "break":
        this.#isBroken = true;
        return;
      case "refuse":
        this.#isRefused = true;
        return;
      case "pass":
        return this.#pass(step.minutes);
      case "fail":
        this.#fault = step;
        return;
      case "remove":
        if (this.account.present().length > 1) this.account.remove(this.ticket(step.ticket));
        return;
      case "disable":
      case "enable":
      case "storm":
      case "quiet":
      case "choose":
        return this.#change(step, this.at(step.who));
      case "private":
      case "public":
        return this.#hide(step, this.at(step.who));
      default:
        return this.takeNotice(step);
    }
  }

  async #change(step: Extract<DeliveryStep, { who: number }>, person: PlayedPerson): Promise<void> {
    const { userId } = person.viewer;
    const times = this.#owed.timesOf(person);
    if (step.do === "disable" || step.do === "enable") {
      person.isDisabled = step.do === "disable";
      await sql(`UPDATE "user" SET disabled_at = $2 WHERE id = $1`, [
        userId,
        person.isDisabled ? new Date() : null,
      ]);
    } else if (step.do === "storm") {
      const hour = 3_600_000;
      times.stormUntil = (await this.#owed.now()) + hour;
      await sql(
        `INSERT INTO rate_limit (key, points, expire) VALUES ($1, 20, (extract(epoch FROM now()) * 1000)::bigint + $2)
         ON CONFLICT (key) DO UPDATE SET points = 20, expire = excluded.expire`,
        [`notices:mail:${userId}`, hour],
      );
    } else if (step.do === "quiet") {
      times.quiet = { from: step.from, until: (step.from + step.hours * 60) % DAY_MINUTES };
      await sql(
        "UPDATE notification_setting SET quiet_from = $2, quiet_until = $3 WHERE user_id = $1",
        [userId, this.#stored(times.quiet.from), this.#stored(times.quiet.until)],
      );
    } else if (step.do === "choose") {
      times.choices[step.kind] = { mail: step.mail };
      await sql("UPDATE notification_setting SET choices = $2 WHERE user_id = $1", [
        userId,
        JSON.stringify(times.choices),
      ]);
    }
  }

  async #hide(
    step: Extract<DeliveryStep, { do: "private" | "public" }>,
    { viewer }: PlayedPerson,
  ): Promise<void> {
    await this.sweep();
    const external = this.ticket(step.ticket);
    await sql(
      `INSERT INTO ticket_setting (ticket_id, is_private, owner_id)
       SELECT id, $3, $4 FROM ticket WHERE connection_id = $1 AND external_id = $2
       ON CONFLICT (ticket_id) DO UPDATE SET is_private = excluded.is_private, owner_id = excluded.owner_id`,
      [this.connectionId, external, step.do === "private", viewer.userId],
    );
    if (step.do === "private") this.privateTo.set(external, viewer.userId);
    else this.privateTo.delete(external);
  }

  /** A minute of the model's day, as it is stored: the clock of the database stands still. */
  #stored(minute: number): number {
    const passed = this.#owed.aheadMs / MINUTE_MS;
    return (((minute - passed) % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  }

  async #pass(minutes: number): Promise<void> {
    for (const { table, columns } of [
      ...NOTICE_TABLES,
      ...MAIL_TABLES,
      { table: "pgboss.job", columns: ["start_after", "created_on"] },
    ])
      await sql(`UPDATE ${table} SET ${movedBack(columns, minutes * 60)}`);
    await sql("UPDATE rate_limit SET expire = expire - $1", [minutes * 60_000]);
    const back = (column: string) => `${column} = (${column} - ($1 % 1440) + 1440) % 1440`;
    await sql(
      `UPDATE notification_setting SET ${["quiet_from", "quiet_until", "digest_at"].map(back).join()}`,
      [minutes],
    );
    this.#owed.aheadMs += minutes * MINUTE_MS;
  }

  protected override async sync(): Promise<void> {
    if (this.#fault) {
      const { kind, calls, ticket } = this.#fault;
      this.#fault = undefined;
      this.account.fail(kind, calls, this.ticket(ticket));
      await syncConnection(this.connectionId, { trigger: "person" });
      this.account.recover();
      await endProviderPause(this.connectionId);
    }
    await super.sync();
  }

  protected override onNotice(person: PlayedPerson, notice: NewNoticeRow): void {
    this.#owed.add(this.#noticeOf(person, notice));
  }

  protected override onPassedOver(person: PlayedPerson, notice: NewNoticeRow): void {
    if (notice.actor_id !== person.viewer.userId)
      this.#owed.passOver(this.#noticeOf(person, notice));
  }

  #noticeOf(person: PlayedPerson, { id, kind, external_id: external }: NewNoticeRow) {
    if (!isNoticeKind(kind)) throw new Error(`There is no kind ${kind}.`);
    const { status, priority } = this.account.account.tickets.get(external) ?? {};
    const wakes = kindRule(kind).mayWake === true && status === "answered" && priority === "high";
    return { id: Number(id), person, external, kind, wakes };
  }

  protected override onRead(person: PlayedPerson): void {
    this.#owed.read(person);
  }

  async #send(): Promise<void> {
    const rows = await sql<{ id: string; external_id: string }>(
      "SELECT id, external_id FROM ticket",
    );
    for (const { id, external_id } of rows) this.#tickets.set(id, external_id);
    let problem: unknown;
    const isBroken = this.#isBroken;
    this.#isBroken = false;
    const check = async (
      run: () => Promise<{ commit: () => void }>,
      store: () => Promise<void>,
    ) => {
      try {
        const { commit } = await run();
        await store();
        if (!isBroken) return commit();
      } catch (error) {
        problem ??= error;
        throw error;
      }
      throw new Error("The channel is broken.");
    };
    const channel: NoticeChannel = {
      name: "mail",
      send: (client, batch) =>
        check(
          async () => {
            const { userId } = batch.person;
            const { topic } = batch;
            if (isBroken) this.#owed.failed.add(`${userId} ${this.#external(topic)}`);
            return this.#owed.expectTold(userId, batch, await this.#owed.now(client));
          },
          () => mailChannel.send(client, batch),
        ),
      sendDigest: (client, digest) =>
        check(
          async () => {
            for (const { topic } of isBroken ? digest.topics : [])
              this.#owed.failed.add(`${digest.person.userId} ${this.#external(topic)}`);
            return this.#owed.expectDigest(digest, await this.#owed.now(client));
          },
          async () => mailChannel.sendDigest?.(client, digest),
        ),
    };
    const { failed } = await drainNotices(Date.now() + BUDGET_MS, { mail: channel });
    if (problem) throw problem;
    if (!isBroken) expect(failed, "failures of the jobs").toBe(0);
    await this.#owed.expectNoneLost();
  }

  #external(topic: string): string {
    return this.#tickets.get(topic.replace("ticket:", "")) ?? topic;
  }

  async #mail(): Promise<void> {
    const before = await this.#unsent();
    await deliverMails(Date.now() + BUDGET_MS);
    this.#isRefused = false;
    const gone = await sql<{ id: string; ticket: string | null; error: string; user: string }>(
      `SELECT id, guard_ticket_id AS ticket, last_error AS error, guard_user_id AS user FROM mail
        WHERE state = 'failed' AND id = ANY($1)`,
      [before],
    );
    for (const { ticket, error, user } of gone) {
      expect(error).toBe("withheld");
      const person = this.#person(({ viewer }) => viewer.userId === user);
      // A digest goes while one of its topics may be read.
      const external = this.#tickets.get(ticket ?? "") ?? "";
      if (ticket) expect(this.mayRead(person, external) && person.unread.has(external)).toBe(false);
    }
  }

  async #unsent(): Promise<string[]> {
    const rows = await sql<{ id: string }>("SELECT id FROM mail WHERE state = 'waiting'");
    return rows.map(({ id }) => id);
  }

  protected override async end(): Promise<void> {
    for (let passed = 0; passed < LAST_PASSES; passed += 1) {
      await this.#send();
      await this.#mail();
      await this.#pass(LAST_MINUTES);
    }
    this.#owed.expectAllSettled();
    const mails = await sql<{ state: string; message_id: string }>(
      "SELECT state, message_id FROM mail WHERE state <> 'failed'",
    );
    expect(mails.filter(({ state }) => state !== "sent")).toEqual([]);
    expect(
      mails.map(({ message_id }) => `${message_id} ${this.#accepted.get(message_id) ?? 0}`),
    ).toEqual(mails.map(({ message_id }) => `${message_id} 1`));
    expect(this.#accepted.size).toBe(mails.length);
  }
}
