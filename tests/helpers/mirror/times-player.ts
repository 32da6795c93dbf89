import type { Viewer } from "@/lib/auth/types";

import { HistoryPlayer } from "./player";
import { expectNextSyncPlanned } from "./player-checks";
import type { AccountClock, ProviderAccount } from "./provider-account";
import { expectTimelinesRecomputed, expectTrueBoundaries } from "./timelines";
import { expectTrueIntervals, type IntervalCounts, withTruth } from "./truth";

/** Plays a history on the one clock of account and mirror, and checks when each change happened. */
export class TimesPlayer extends HistoryPlayer {
  constructor(
    account: ProviderAccount,
    viewer: Viewer,
    clock: AccountClock,
    private readonly counts: IntervalCounts,
  ) {
    const { account: noted, truth } = withTruth(account, clock);
    super(noted, viewer);
    this.#truth = truth;
  }

  readonly #truth;

  protected override async passHours(_connectionId: string, hours: number): Promise<void> {
    await this.account.passTime(hours * 3_600);
  }

  /** A ticket that is refused wholly is not in the mirror. */
  protected override expectStep(connectionId: string): Promise<void> {
    return expectNextSyncPlanned(connectionId);
  }

  /** Not even then does the mirror have what no list shows. */
  protected override expectSwept(connectionId: string): Promise<void> {
    return this.#expectTimes(connectionId);
  }

  protected override expectSettled(connectionId: string): Promise<void> {
    return this.#expectTimes(connectionId);
  }

  async #expectTimes(connectionId: string): Promise<void> {
    const { provider } = this.account;
    await expectTrueIntervals(connectionId, this.#truth, provider, this.counts);
    await expectTimelinesRecomputed(connectionId, provider);
    await expectTrueBoundaries(connectionId, this.#truth, provider);
  }
}
