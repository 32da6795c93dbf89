import { expect } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { readTicketNow } from "@/lib/mirror/read-ticket";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import type { SyncReport } from "@/lib/mirror/sync/sync-runs";
import { registerProvider } from "@/lib/providers/registry";
import { sql } from "@/tests/helpers/sql";

import { makeConnection } from "../people";
import {
  expectGone,
  expectNothingLeft,
  expectOneAtATime,
  expectRemovalsMarked,
  expectRevisionsOnce,
  expectSameMirror,
  writtenRows,
} from "./compare";
import type {
  FaultStep,
  History,
  HistoryChange,
  HistoryStep,
  Interruption,
  SweepStep,
} from "./history";
import { KillableProcess, killableProvider } from "./killable-process";
import {
  expectCheckpointBehindRows,
  expectNextSyncPlanned,
  expectNoFalseReturns,
  expectUpToDate,
  readCheckpoint,
  type ReadPages,
} from "./player-checks";
import {
  ageConnection,
  endLease,
  endProviderPause,
  expectKilled,
  gate,
  pick,
} from "./player-steps";
import type { ProviderAccount } from "./provider-account";
import { expectEventsReplay } from "./replay";
import { expectTimelinesRecomputed } from "./timelines";

/** Sweeps after the last change until the mirror must not change any more. */
const MAX_SETTLING_SWEEPS = 8;

interface DelayedRead {
  stepsLeft: number;
  answer: () => void;
  done: Promise<unknown>;
}

/** Plays one history on an account and its mirror, and checks the mirror after each step. */
export class HistoryPlayer {
  #connectionId = "";
  #slow: DelayedRead[] = [];
  /** Ids of the pages that the current sweep was given, by the place that follows each. */
  #pages = new Map<string | null | undefined, string[][]>();
  #isFailing = false;
  #restored = new Map<string, number>();

  constructor(
    protected readonly account: ProviderAccount,
    private readonly viewer: Viewer,
  ) {}

  async play({ steps }: Pick<History, "steps">): Promise<void> {
    const unregister = registerProvider(
      killableProvider(this.account.provider, ({ next, ids }) =>
        this.#pages.set(next, [...(this.#pages.get(next) ?? []), ids]),
      ),
    );
    try {
      this.#connectionId = await makeConnection(
        this.viewer,
        this.account.provider.id,
        this.account.key,
      );
      for (const step of steps) {
        await this.account.passTime(step.after ?? 7);
        await this.#take(step);
        await this.#answerSlowly();
        await this.expectStep(this.#connectionId, this.#pages);
      }
      await this.#settle();
      await this.expectSettled(this.#connectionId);
    } finally {
      for (const slow of this.#slow) slow.answer();
      await Promise.allSettled(this.#slow.map(({ done }) => done));
      unregister();
    }
  }

  async #take(step: HistoryStep): Promise<void> {
    switch (step.do) {
      case "sweep":
        return this.#sweep(step);
      case "open":
        return this.#openSlowly(step.ticket, step.answersAfter);
      case "fail":
        return this.#fail(step);
      case "recover":
        return this.#recover();
      case "wait":
        return this.#wait(step.hours);
      default:
        return this.#change(step);
    }
  }

  #fail({ kind, calls, ticket }: FaultStep): void {
    this.#isFailing = true;
    this.account.fail(kind, calls, pick(this.account.present(), ticket));
  }

  async #change(change: HistoryChange): Promise<void> {
    if (change.do === "create") return this.account.create();
    if (change.do === "inventory") return this.account.inventory(change.to);
    const ids = change.do === "restore" ? this.account.removed() : this.account.present();
    const id = pick(ids, change.ticket);
    if (id === undefined) return;
    if (change.do === "edit") this.account.edit(id, change);
    if (change.do === "reply") this.account.reply(id, change.withFile);
    if (change.do === "part") this.account.editPart(id, change);
    if (change.do === "close") this.account.edit(id, { field: "status", to: 2, when: "now" });
    if (change.do === "remove") this.account.remove(id);
    if (change.do === "restore") this.#restored.set(id, (this.#restored.get(id) ?? 0) + 1);
    // Only a ticket marked as deleted: otherwise it would look like a lagging replica.
    if (change.do === "restore")
      this.account.restore(id, change.inFirstState && (await this.#isGone(id)));
  }

  async #isGone(id: string): Promise<boolean> {
    return (
      (
        await sql(
          "SELECT 1 FROM ticket WHERE connection_id = $1 AND external_id = $2 AND gone_at IS NOT NULL",
          [this.#connectionId, id],
        )
      ).length > 0
    );
  }

  /** Runs a sweep in a process of its own, with interruptions, to the end that the step names. */
  async #sweep(step: SweepStep): Promise<void> {
    const { fate } = step;
    const hadCheckpoint = (await readCheckpoint(this.#connectionId)) !== null;
    if (!hadCheckpoint) this.#pages.clear();
    const run = (process: KillableProcess) =>
      process.run(() =>
        syncConnection(this.#connectionId, {
          trigger: step.asked ? "person" : "cron",
          full: step.full || undefined,
          ...(step.hurried ? { budget: -1 } : {}),
        }),
      );
    const beforeCall = (call: number) => this.#interrupt(step.during, call);
    if (fate.is === "killed") {
      await run(
        new KillableProcess({ kill: { before: fate.before, number: fate.number }, beforeCall }),
      ).catch(expectKilled);
      if (fate.leaseOver) await endLease(this.#connectionId);
    } else if (fate.is === "doubled") {
      await Promise.all([run(new KillableProcess({ beforeCall })), run(new KillableProcess())]);
    } else if (fate.is === "overtaken") {
      await this.#overtaken(fate.call, run);
    } else {
      const report = await run(new KillableProcess({ beforeCall }));
      const undisturbed = !hadCheckpoint && !this.#isFailing && step.during.length === 0;
      if (undisturbed && report.outcome === "complete")
        await this.expectSwept(this.#connectionId, report.full);
    }
  }

  /** Holds a process at a call until another has taken over and finished; it must then write nothing. */
  async #overtaken(
    call: number,
    run: (process: KillableProcess) => Promise<SyncReport>,
  ): Promise<void> {
    const asleep = gate();
    const woken = gate();
    const sleeper = run(
      new KillableProcess({
        async beforeCall(number) {
          if (number !== call) return;
          asleep.open();
          await woken.wait();
        },
      }),
    );
    await Promise.race([asleep.wait(), sleeper]);
    await endLease(this.#connectionId);
    let before: unknown;
    try {
      const { outcome } = await run(new KillableProcess());
      before = outcome === "busy" ? undefined : await writtenRows(this.#connectionId);
    } finally {
      woken.open();
      await sleeper;
    }
    if (before !== undefined && (await sleeper).outcome !== "busy")
      expect(await writtenRows(this.#connectionId), "what stands after a sleeper woke up").toEqual(
        before,
      );
  }

  async #interrupt(during: Interruption[], call: number): Promise<void> {
    for (const { then, after } of during.filter((each) => each.call === call)) {
      await this.account.passTime(after ?? 1);
      if (then.do === "fail") this.#fail(then);
      else if (then.do === "open") await this.#open(then.ticket, new KillableProcess());
      else await this.#change(then);
    }
  }

  async #open(ticket: number, process: KillableProcess): Promise<void> {
    const rows = await sql<{ id: string }>(
      "SELECT id FROM ticket WHERE connection_id = $1 ORDER BY external_id",
      [this.#connectionId],
    );
    const id = pick(
      rows.map((row) => row.id),
      ticket,
    );
    if (id !== undefined) await process.run(() => readTicketNow(id));
  }

  /** Opens a ticket whose answer arrives some steps later. */
  async #openSlowly(ticket: number, answersAfter: number): Promise<void> {
    if (answersAfter === 0) return this.#open(ticket, new KillableProcess());
    const answered = gate();
    const read = gate();
    const done = this.#open(
      ticket,
      new KillableProcess({ afterRead: () => (read.open(), answered.wait()) }),
    );
    this.#slow.push({ stepsLeft: answersAfter, answer: answered.open, done });
    await Promise.race([read.wait(), done]);
  }

  async #answerSlowly(all = false): Promise<void> {
    const due = this.#slow.filter((slow) => all || slow.stepsLeft-- <= 0);
    this.#slow = this.#slow.filter((slow) => !due.includes(slow));
    for (const slow of due) {
      slow.answer();
      await slow.done;
    }
  }

  async #recover(): Promise<void> {
    this.#isFailing = false;
    this.account.recover();
    await endProviderPause(this.#connectionId);
  }

  async #wait(hours: number): Promise<void> {
    await this.passHours(this.#connectionId, hours);
  }

  /** Lets time pass at the provider, and for the mirror. */
  protected async passHours(connectionId: string, hours: number): Promise<void> {
    await this.account.passTime(hours * 3_600);
    await ageConnection(connectionId, hours);
  }

  /** Checks the mirror after each step. */
  protected async expectStep(connectionId: string, pages: ReadPages): Promise<void> {
    await expectCheckpointBehindRows(connectionId, pages);
    await expectNextSyncPlanned(connectionId);
  }

  /** Checks the mirror after a complete sweep that nothing disturbed. */
  protected expectSwept(connectionId: string, full: boolean): Promise<void> {
    return expectUpToDate(connectionId, this.account, full);
  }

  /** Ends all faults and sweeps until nothing changes any more. */
  async #settle(): Promise<void> {
    await this.#answerSlowly(true);
    await this.#recover();
    await this.#wait(2);
    const sweep = (full?: boolean) => syncConnection(this.#connectionId, { trigger: "cron", full });
    for (const full of [undefined, true]) {
      let report = await sweep(full);
      for (
        let round = 1;
        round < MAX_SETTLING_SWEEPS &&
        (report.outcome !== "complete" || report.ticketsChanged > 0 || report.gone > 0);
        round += 1
      )
        report = await sweep(full);
      expect(report, "the last of many sweeps that nothing came between").toMatchObject({
        outcome: "complete",
        ticketsChanged: 0,
        events: 0,
        gone: 0,
      });
    }
  }

  /** Checks the settled mirror. */
  protected async expectSettled(connectionId: string): Promise<void> {
    const freshId = await makeConnection(this.viewer, this.account.provider.id, this.account.key);
    expect(await syncConnection(freshId, { trigger: "connect" })).toMatchObject({
      outcome: "complete",
    });
    const present = this.account.present();
    await expectSameMirror(connectionId, freshId);
    await expectGone(connectionId, (id) => present.includes(id));
    await expectNoFalseReturns(connectionId, this.#restored);
    await expectEventsReplay(connectionId, this.account.provider);
    await expectRemovalsMarked(connectionId);
    await expectNothingLeft(connectionId);
    await expectRevisionsOnce(connectionId);
    await expectTimelinesRecomputed(connectionId, this.account.provider);
    await expectTimelinesRecomputed(freshId, this.account.provider);
    await expectOneAtATime(connectionId);
  }
}
