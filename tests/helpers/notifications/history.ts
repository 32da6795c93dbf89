import { randomUUID } from "node:crypto";

import { expect } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { newId } from "@/lib/ids";
import { deliverSubmission } from "@/lib/jobs/submissions";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { registerProvider } from "@/lib/providers/registry";
import { actOnTicket } from "@/lib/tickets/commands";
import { sendReply } from "@/lib/tickets/reply/send-reply";

import { memoryProvider } from "../memory-provider";
import { MemoryProviderAccount } from "../mirror/provider-account";
import { makeConnection, makeOrganization, makeViewer } from "../people";
import { sql } from "../sql";

/** `ticket` and `who` are indexes, modulo the number of tickets and people. */
export type NoticeStep =
  | { do: "create" | "sweep" }
  | { do: "answer"; ticket: number }
  | { do: "edit"; ticket: number; to: number; field?: "status" | "priority" }
  | { do: "part"; ticket: number; what: "rewrite" | "unsend" }
  | { do: "follow" | "mute" | "open" | "file" | "reply" | "close"; who: number; ticket: number }
  | { do: "read" | "leave" | "return"; who: number }
  | { do: "level"; who: number; level: "all" | "mine" | "none" };

export interface PlayedPerson {
  viewer: Viewer;
  isMember: boolean;
  isDisabled: boolean;
  level: "all" | "mine" | "none";
  follows: Map<string, "follow" | "mute">;
  involved: Set<string>;
  /** Step at which each ticket was last opened. */
  opened: Map<string, number>;
  /** Number of unread notices by ticket. */
  unread: Map<string, number>;
}

export interface NewNoticeRow {
  id: string;
  kind: string;
  external_id: string;
  actor_id: string | null;
  field: string | null;
  event: boolean;
}

/** Plays one history of an account and its people beside a model of the expected notices. */
export abstract class NoticeHistory<Step> {
  protected readonly account = new MemoryProviderAccount(
    { order: "oldest", pageSize: 2 },
    { now: () => new Date(), pass: () => undefined },
  );
  protected connectionId = "";
  protected organizationId = "";
  protected people: PlayedPerson[] = [];
  /** Owners of private tickets. */
  protected privateTo = new Map<string, string>();
  #step = 0;
  #notified = 0;
  #lastNotice = "0";
  /** Messages that the mirror has read, by step. */
  #read = new Map<string, number>();

  constructor(private readonly providerId: string) {}

  /** Returns the number of notifications. */
  async play(steps: readonly Step[]): Promise<number> {
    const unregister = registerProvider(memoryProvider(this.account.account, this.providerId));
    try {
      await this.begin();
      for (const step of steps) {
        this.#step += 1;
        await this.take(step);
      }
      await this.sweep();
      await this.end();
      // Importing the account again gives no notices.
      const again = await makeConnection(this.at(0).viewer, this.providerId, "right-key", "Again");
      await syncConnection(again, { trigger: "connect" });
      expect(await this.#newNotices()).toEqual([]);
    } finally {
      unregister();
      await sql("DELETE FROM connection");
    }
    return this.#notified;
  }

  protected async begin(): Promise<void> {
    this.organizationId = await makeOrganization();
    for (let made = 0; made < 4; made += 1)
      this.people.push({
        viewer: await makeViewer({ organizationId: this.organizationId }),
        isMember: true,
        isDisabled: false,
        level: "mine",
        follows: new Map(),
        involved: new Set(),
        opened: new Map(),
        unread: new Map(),
      });
    this.account.create();
    this.account.reply("m-1", false);
    this.connectionId = await makeConnection(this.at(0).viewer, this.providerId, "right-key");
    await this.sync();
    expect(await this.#newNotices()).toEqual([]);
    this.#noteRead();
  }

  protected at(place: number): PlayedPerson {
    const person = this.people[place % this.people.length];
    if (!person) throw new Error("There are no people.");
    return person;
  }

  protected ticket(place: number): string {
    const ids = this.account.present();
    return ids[place % ids.length] ?? "";
  }

  protected abstract take(step: Step): Promise<void>;

  protected async takeNotice(step: NoticeStep): Promise<void> {
    switch (step.do) {
      case "create":
        return this.account.create();
      case "answer":
        return this.account.reply(this.ticket(step.ticket), false);
      case "edit":
        return this.account.edit(this.ticket(step.ticket), {
          field: "status",
          ...step,
          when: "now",
        });
      case "part":
        return this.account.editPart(this.ticket(step.ticket), {
          what: step.what,
          isListed: true,
        });
      case "sweep":
        await this.sweep();
        return;
      default:
        return this.#act(step, this.at(step.who));
    }
  }

  async #act(step: Extract<NoticeStep, { who: number }>, person: PlayedPerson): Promise<void> {
    const { userId } = person.viewer;
    if (step.do === "read") {
      await sql("UPDATE notification SET unread_since = NULL WHERE user_id = $1", [userId]);
      person.unread.clear();
      this.onRead(person);
    } else if (step.do === "leave") {
      await sql("DELETE FROM membership WHERE user_id = $1", [userId]);
      Object.assign(person, { isMember: false, level: "mine" });
    } else if (step.do === "return") {
      await sql(
        `INSERT INTO membership (organization_id, user_id, role) VALUES ($1, $2, 'member') ON CONFLICT DO NOTHING`,
        [this.organizationId, userId],
      );
      person.isMember = true;
    } else if (step.do === "level") {
      if (!person.isMember) return;
      await sql(
        `INSERT INTO organization_follow (organization_id, user_id, level) VALUES ($1, $2, $3::"OrganizationLevel")
         ON CONFLICT (organization_id, user_id) DO UPDATE SET level = excluded.level`,
        [this.organizationId, userId, step.level],
      );
      person.level = step.level;
    } else if ("ticket" in step) await this.#actOn(step, person, this.ticket(step.ticket));
  }

  async #actOn(
    step: { do: "follow" | "mute" | "open" | "file" | "reply" | "close" },
    person: PlayedPerson,
    external: string,
  ): Promise<void> {
    const { userId } = person.viewer;
    await this.sweep();
    const [row] = await sql<{ id: string }>(
      "SELECT id FROM ticket WHERE connection_id = $1 AND external_id = $2",
      [this.connectionId, external],
    );
    const ticketId = row?.id ?? "";
    if (step.do === "follow" || step.do === "mute") {
      await sql(
        `INSERT INTO ticket_follow (ticket_id, user_id, level) VALUES ($1, $2, $3::"FollowLevel")
         ON CONFLICT (ticket_id, user_id) DO UPDATE SET level = excluded.level`,
        [ticketId, userId, step.do],
      );
      person.follows.set(external, step.do);
    } else if (step.do === "open") {
      await sql(
        `INSERT INTO ticket_seen (ticket_id, user_id, event_id, seen_at) VALUES ($1, $2, 0, clock_timestamp())
         ON CONFLICT (ticket_id, user_id) DO UPDATE SET seen_at = excluded.seen_at`,
        [ticketId, userId],
      );
      person.opened.set(external, this.#step);
    } else if (step.do === "file") {
      await sql(
        `INSERT INTO submission (id, organization_id, connection_id, user_id, form_key, kind, state,
           ticket_id, payload, payload_hash)
         VALUES ($1, $2, $3, $4, $5, 'create', 'sent', $6, '{}', '-')`,
        [newId(), this.organizationId, this.connectionId, userId, randomUUID(), ticketId],
      );
      person.involved.add(external);
    } else await this.#write(step.do, person, { external, ticketId });
  }

  async #write(
    what: "reply" | "close",
    person: PlayedPerson,
    { external, ticketId }: { external: string; ticketId: string },
  ): Promise<void> {
    if (
      !this.mayRead(person, external) ||
      this.account.account.tickets.get(external)?.status === "closed"
    )
      return;
    const given = { formKey: randomUUID(), ticketId };
    const words = { message: "Still down.", encrypted: false, files: [], continues: false };
    const { submissionId } =
      what === "reply"
        ? await sendReply(person.viewer, { ...given, ...words })
        : await actOnTicket(person.viewer, { ...given, action: "close" });
    await deliverSubmission(submissionId);
    if (what === "reply") person.involved.add(external);
    const unread = person.unread.get(external);
    const found = await this.sweep();
    expect(found.map(({ kind }) => kind)).toEqual(what === "reply" ? [] : ["changed"]);
    expect(person.unread.get(external), "unread notices of the author").toBe(unread);
  }

  protected async sync(): Promise<void> {
    expect(await syncConnection(this.connectionId, { trigger: "person" })).toMatchObject({
      outcome: "complete",
    });
  }

  /** Syncs the account, and compares the notices with the model. */
  protected async sweep(): Promise<NewNoticeRow[]> {
    const answers = this.#unreadAnswers();
    await this.sync();
    const found = await this.#newNotices();
    expect(
      found.every(({ event }) => event),
      "each notice has its event",
    ).toBe(true);
    expect(
      found
        .filter(({ kind }) => kind === "answered")
        .map(({ field }) => field)
        .toSorted(),
    ).toEqual(answers);
    for (const person of this.people)
      for (const notice of found) {
        if (!this.#isNotified(person, notice)) {
          this.onPassedOver(person, notice);
          continue;
        }
        const { external_id: id } = notice;
        person.unread.set(id, (person.unread.get(id) ?? 0) + 1);
        this.#notified += 1;
        this.onNotice(person, notice);
      }
    this.#noteRead();
    await this.#expectRows();
    return found;
  }

  #unreadAnswers(): string[] {
    return this.account
      .present()
      .filter((id) => this.#read.has(id))
      .flatMap((id) => this.account.account.tickets.get(id)?.messages ?? [])
      .filter(({ externalId, sender }) => sender === "staff" && !this.#read.has(externalId))
      .map(({ externalId }) => externalId)
      .toSorted();
  }

  #noteRead(): void {
    for (const [id, { messages = [] }] of this.account.account.tickets)
      for (const key of [id, ...messages.map(({ externalId }) => externalId)])
        if (!this.#read.has(key)) this.#read.set(key, this.#step);
  }

  protected mayRead({ viewer, isMember, isDisabled, follows }: PlayedPerson, id: string): boolean {
    if (!isMember || isDisabled) return false;
    const owner = this.privateTo.get(id);
    return owner === undefined || owner === viewer.userId || follows.has(id);
  }

  /** For what is played beyond. */
  protected onNotice(_person: PlayedPerson, _notice: NewNoticeRow): void {}
  protected onPassedOver(_person: PlayedPerson, _notice: NewNoticeRow): void {}
  protected onRead(_person: PlayedPerson): void {}
  protected async end(): Promise<void> {}

  #isNotified(
    person: PlayedPerson,
    { kind, external_id: id, actor_id, field }: NewNoticeRow,
  ): boolean {
    if (!this.mayRead(person, id) || actor_id === person.viewer.userId) return false;
    const follows = person.follows.get(id);
    if (follows === "mute") return false;
    const opened = person.opened.get(id) ?? -1;
    if (kind === "edited" && opened < (this.#read.get(field ?? "") ?? 0)) return false;
    if (follows === "follow") return true;
    if (person.level === "none") return false;
    return person.involved.has(id) || person.level === "all";
  }

  async #newNotices(): Promise<NewNoticeRow[]> {
    const rows = await sql<NewNoticeRow>(
      `SELECT n.id, n.kind, t.external_id, n.actor_id, e.field, e.id IS NOT NULL AS event
         FROM notice n JOIN ticket t ON t.id = n.ticket_id LEFT JOIN event e ON e.id = n.event_id
        WHERE n.id > $1 ORDER BY n.id`,
      [this.#lastNotice],
    );
    this.#lastNotice = rows.at(-1)?.id ?? this.#lastNotice;
    return rows;
  }

  async #expectRows(): Promise<void> {
    const rows = await sql<{ user_id: string; external_id: string; count: number }>(
      `SELECT n.user_id, t.external_id, n.count FROM notification n JOIN ticket t ON t.id = n.ticket_id
        WHERE t.connection_id = $1 AND n.unread_since IS NOT NULL`,
      [this.connectionId],
    );
    const line = (user: string, id: string, count: number) => `${user} ${id} ${count}`;
    expect(rows.map((row) => line(row.user_id, row.external_id, row.count)).toSorted()).toEqual(
      this.people
        .flatMap(({ viewer, unread }) =>
          [...unread].map(([id, count]) => line(viewer.userId, id, count)),
        )
        .toSorted(),
    );
  }
}
