import { expect } from "vitest";

import type { Db } from "@/lib/db/kysely";
import type { NoticeKind } from "@/lib/notices/kinds";
import { choiceOf } from "@/lib/notices/rules/channel-choices";
import type { Digest, TopicNotices } from "@/lib/notifications/deliver/channel";

import { sql } from "../sql";
import type { PlayedPerson } from "./history";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const WINDOW_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** One notice owed to one person. */
interface OwedNotice {
  id: number;
  person: PlayedPerson;
  external: string;
  kind: NoticeKind;
  wakes: boolean;
  /** True if the person wanted it by mail when it came. */
  isWanted: boolean;
}

export interface PersonTimes {
  choices: Record<string, { mail: "off" | "now" | "digest" }>;
  /** In minutes of the model's day. */
  quiet: { from: number; until: number } | null;
  /** End of the storm's hour, by the model's clock. */
  stormUntil: number;
}

interface WaitingRow {
  userId: string;
  external: string;
  untoldFrom: number | null;
  isOverdue: boolean;
  dueMs: number | null;
  hasDigest: boolean;
}

const MINUTE_OF_DAY = (at: number) => Math.floor(at / MINUTE_MS) % DAY_MINUTES;

/** Mails still owed, by an independent model of access and times. */
export class OwedMails {
  readonly times = new Map<string, PersonTimes>();
  /** People whose mail failed and waits for its next try. */
  readonly failed = new Set<string>();
  aheadMs = 0;
  told = 0;
  #owed: OwedNotice[] = [];
  /** Of others only: those between owed ones are mailed with them, so that no message is missing. */
  #passedOver: OwedNotice[] = [];
  #lastTold = new Map<string, number>();

  constructor(
    private readonly mayRead: (person: PlayedPerson, external: string) => boolean,
    private readonly personOf: (userId: string) => PlayedPerson,
    private readonly externalOf: (ticketId: string) => string,
  ) {}

  timesOf({ viewer }: PlayedPerson): PersonTimes {
    const times = this.times.get(viewer.userId) ?? { choices: {}, quiet: null, stormUntil: 0 };
    this.times.set(viewer.userId, times);
    return times;
  }

  #modeOf(person: PlayedPerson, kind: NoticeKind) {
    return choiceOf(this.timesOf(person).choices, kind).mail;
  }

  add(notice: Omit<OwedNotice, "isWanted">): void {
    const isWanted = this.#modeOf(notice.person, notice.kind) !== "off";
    this.#owed.push({ ...notice, isWanted });
  }

  passOver(notice: Omit<OwedNotice, "isWanted">): void {
    this.#passedOver.push({ ...notice, isWanted: false });
  }

  #between(person: PlayedPerson, external: string, id: number): OwedNotice | undefined {
    const ofPerson = (one: OwedNotice) => one.person === person && one.external === external;
    const ids = this.#owed.filter(ofPerson).map((one) => one.id);
    const isBetween = ids.some((one) => one < id) && ids.some((one) => one > id);
    return isBetween ? this.#passedOver.find((one) => ofPerson(one) && one.id === id) : undefined;
  }

  read(person: PlayedPerson): void {
    this.#owed = this.#owed.filter((one) => one.person !== person);
  }

  async now(on?: Db): Promise<number> {
    const [row] = await sql<{ now: Date }>("SELECT now()", [], on);
    return (row?.now.getTime() ?? 0) + this.aheadMs;
  }

  isQuiet(person: PlayedPerson, at: number): boolean {
    const { quiet } = this.timesOf(person);
    if (!quiet) return false;
    const { from, until } = quiet;
    const minute = MINUTE_OF_DAY(at);
    return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
  }

  /** Checks one mail about one ticket; `commit` notes that it was stored. */
  expectTold(userId: string, telling: TopicNotices, at: number): { commit: () => void } {
    const person = this.personOf(userId);
    const { found, key } = this.#expectTopic(person, telling);
    const wakes = found.some((one) => one.wakes);
    expect(telling.wakes, "what wakes").toBe(wakes);
    expect(wakes || !this.isQuiet(person, at), "told in quiet hours").toBe(true);
    const since = at - (this.#lastTold.get(key) ?? -Infinity);
    expect(since, "milliseconds since the last mail of the ticket").toBeGreaterThanOrEqual(
      WINDOW_MS,
    );
    const modes = found.map(({ kind }) => this.#modeOf(person, kind));
    expect(modes, "one that is not left to the digest").toContain("now");
    return { commit: () => this.#note(found, [key], at) };
  }

  expectDigest({ person: { userId }, topics }: Digest, at: number): { commit: () => void } {
    const person = this.personOf(userId);
    const all = topics.map((topic) => this.#expectTopic(person, topic));
    const found = all.flatMap((one) => one.found);
    const wakes = found.some((one) => one.wakes);
    expect(wakes || !this.isQuiet(person, at), "a digest in quiet hours").toBe(true);
    return {
      commit: () =>
        this.#note(
          found,
          all.map(({ key }) => key),
          at,
        ),
    };
  }

  #expectTopic(person: PlayedPerson, { ticketId, notices }: TopicNotices) {
    const external = this.externalOf(ticketId ?? "");
    const key = `${person.viewer.userId} ${external}`;
    expect(this.mayRead(person, external), "may read what is told").toBe(true);
    expect(person.follows.get(external), "of a muted ticket").not.toBe("mute");
    expect(notices.length, "of one mail").toBeGreaterThan(0);
    const found = notices.map(({ id, kind }) => {
      const owed =
        this.#owed.find((one) => one.id === Number(id) && one.person === person) ??
        this.#between(person, external, Number(id));
      expect(owed, `${kind} ${id}: not owed, or told or read before`).toBeDefined();
      expect(this.#modeOf(person, kind), `choice of ${kind}`).not.toBe("off");
      return owed as OwedNotice;
    });
    return { found, key };
  }

  #note(found: readonly OwedNotice[], keys: readonly string[], at: number): void {
    this.told += found.length;
    this.#owed = this.#owed.filter((one) => !found.includes(one));
    for (const key of keys) this.#lastTold.set(key, at);
  }

  /** After the jobs ran: each owed one waits, or is over for a reason that holds now. */
  async expectNoneLost(): Promise<void> {
    const rows = await waitingRows(this.externalOf);
    const left: OwedNotice[] = [];
    for (const owed of this.#owed) {
      const { person, external, kind, id } = owed;
      const { userId } = person.viewer;
      const row = rows.find((one) => one.userId === userId && one.external === external);
      const waits = row !== undefined && row.untoldFrom !== null && row.untoldFrom <= id;
      const mode = this.#modeOf(person, kind);
      const isMuted = person.follows.get(external) === "mute";
      const isOver = !this.mayRead(person, external) || isMuted || mode === "off";
      if (!waits && owed.isWanted)
        expect(isOver, `${kind} ${id} of ${external} is lost`).toBe(true);
      if (waits) left.push(owed);
      if (waits && owed.wakes && mode === "now" && !isOver) this.#expectSoon(owed, row);
    }
    this.#owed = left;
    for (const row of rows.filter(({ untoldFrom }) => untoldFrom !== null)) {
      expect(row.dueMs !== null || row.hasDigest, "has a time to come").toBe(true);
      expect(row.isOverdue, "decided upon when due").toBe(false);
    }
  }

  /** A waking notice waits for a window at most; beyond the limits, for the hour's digest. */
  #expectSoon({ person, external }: OwedNotice, { dueMs }: WaitingRow): void {
    const { userId } = person.viewer;
    if (this.failed.has(`${userId} ${external}`)) return;
    if (dueMs === null) expect(this.timesOf(person).stormUntil).toBeGreaterThan(0);
    expect(dueMs ?? 0, "what wakes").toBeLessThanOrEqual(dueMs === null ? HOUR_MS : WINDOW_MS);
  }

  expectAllSettled(): void {
    expect(
      this.#owed.filter(({ isWanted }) => isWanted).map(({ kind, id }) => `${kind} ${id}`),
      "waits for ever",
    ).toEqual([]);
  }
}

async function waitingRows(externalOf: (ticketId: string) => string): Promise<WaitingRow[]> {
  const rows = await sql<WaitingRow & { topic: string }>(
    `SELECT d.user_id AS "userId", d.topic, d.untold_from::int AS "untoldFrom", d.due_at <= now() AS "isOverdue",
            extract(epoch FROM d.due_at - now())::float8 * 1000 AS "dueMs",
            d.in_digest AND s.digest_due_at IS NOT NULL AS "hasDigest"
       FROM notice_delivery d LEFT JOIN notification_setting s ON s.user_id = d.user_id
      WHERE d.channel = 'mail'`,
  );
  return rows.map((row) => ({
    ...row,
    isOverdue: row.isOverdue === true,
    hasDigest: row.hasDigest === true,
    external: externalOf(row.topic.replace("ticket:", "")),
  }));
}
