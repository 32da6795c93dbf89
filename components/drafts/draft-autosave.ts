import type { DraftStatusView } from "@/lib/drafts/types";
import type { FormValues } from "@/lib/forms/form-values";
import type { OutgoingFileView } from "@/lib/tickets/types";

import { clearDiscarding, discardMark, markDiscarding } from "./discard-mark";
import { CALM, type DraftSnapshot, type OtherDraft } from "./draft-state";
import type { DiscardOutcome, DraftTransport, SaveOutcome } from "./draft-transport";
import { newFormKey } from "./form-key";
import { deleteBackup, readBackup, writeBackup } from "./local-backup";
import {
  isEmpty,
  lastSaved,
  recordAttempt,
  recordOpen,
  recordSave,
  recordSent,
  sameValues,
  wasAttempted,
  wasSent,
} from "./save-log";

const AFTER_LAST_KEY_MS = 800;
const RETRY_MS = [3_000, 10_000, 30_000];

export interface DraftAutosaveOptions {
  userId: string;
  standing: DraftStatusView;
  formKey: string;
  /** The form before anybody types. */
  base: FormValues;
  /** The form of `formKey` was sent before and came back: the server takes it again under that key. */
  reopened?: boolean;
  /** What of a draft's values fits the form as it is. */
  fitting?: (values: FormValues) => FormValues;
  /** What was sent from this form, came back and is to be mended: it stands in the form unless something else has been typed there. */
  returned?: { formKey: string; values: FormValues };
  transport: DraftTransport;
}

/** One form's draft: holds what is typed, and sees to it that the server and, until then, the browser have it. */
export class DraftAutosave {
  readonly initial: DraftSnapshot;
  /** The draft as the server has it, as far as this page knows. */
  onServer: FormValues | null;
  private now: DraftSnapshot;
  private key: string;
  private version: number;
  /** Of what the server had when the page was made. */
  private serverTime: number;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private failures = 0;
  private thrownAway: { values: FormValues; saved: boolean } | null = null;
  /** Sent, or gone from the page: nothing more is saved. */
  private closed = false;
  private leaving = false;
  private stopped = false;

  constructor(private readonly options: DraftAutosaveOptions) {
    const { userId, standing, base, returned } = options;
    if (options.reopened) recordOpen(options.formKey, standing.asOf);
    if (returned) recordOpen(returned.formKey, standing.asOf);
    // A form that is sent takes no drafts: one that was saved later is open again.
    if (standing.draft) recordOpen(standing.draft.formKey, standing.draft.updatedAt.getTime());
    const known = lastSaved(userId, standing.place, standing.asOf);
    const draft =
      known ??
      (standing.draft && !wasSent(standing.draft.formKey)
        ? { ...standing.draft, at: standing.draft.updatedAt.getTime() }
        : null);
    this.onServer = draft?.values ?? null;
    this.version = draft?.version ?? 0;
    this.serverTime = draft?.at ?? 0;
    const apart =
      returned &&
      draft &&
      draft.formKey !== returned.formKey &&
      !isEmpty(draft.values) &&
      !sameValues(draft.values, returned.values);
    const start = apart || !returned || draft?.formKey === returned.formKey ? draft : null;
    this.key =
      start?.formKey ??
      returned?.formKey ??
      (wasSent(options.formKey) ? newFormKey() : options.formKey);
    this.initial = {
      ...CALM,
      values: start ? this.fitting(start.values) : (returned?.values ?? base),
      savedAt: start?.at ?? null,
      other: apart ? { ...returned, at: this.serverTime, onServer: false, returned: true } : null,
    };
    this.now = this.initial;
  }

  get formKey(): string {
    return this.key;
  }

  readonly snapshot = (): DraftSnapshot => this.now;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Once the page is alive: brings back what only this browser knows. */
  restore(): void {
    const { userId, standing } = this.options;
    if (this.now.dirty || this.now.other) return;
    this.catchUp();
    const copy = readBackup(userId, standing.place);
    const mark = discardMark(userId, standing.place);
    if (mark && this.version <= mark.version && (copy?.at ?? 0) <= mark.at)
      return void this.discard();
    clearDiscarding(userId, standing.place);
    if (!copy) return;
    if (wasSent(copy.formKey) || sameValues(copy.values, this.now.values))
      return deleteBackup(userId, standing.place);
    recordAttempt(userId, standing.place, copy.values);
    const values = this.fitting(copy.values);
    if (this.version === 0 || copy.version === this.version) {
      this.key = copy.formKey;
      this.set({ values, dirty: true, kept: true });
      void this.save(false);
      return;
    }
    const here = {
      formKey: this.key,
      values: this.now.values,
      at: this.serverTime,
      onServer: true,
    };
    if (copy.at > this.serverTime) {
      this.key = copy.formKey;
      this.set({ values, dirty: true, kept: true, other: here });
    } else this.set({ other: { formKey: copy.formKey, values, at: copy.at, onServer: false } });
  }

  /** Takes what is typed now. */
  change(values: FormValues): void {
    if (this.closed) return;
    if (this.now.discarding) clearDiscarding(this.options.userId, this.options.standing.place);
    this.thrownAway = null;
    this.set({ values, dirty: true, discarded: false, discarding: false, kept: this.copy(values) });
    this.schedule(AFTER_LAST_KEY_MS);
  }

  /** The page goes, and its requests may be cut off: what they promised is kept for the next one. */
  leave(): void {
    this.leaving = true;
    this.flush(true);
  }

  /** Saves at once what is not saved, for a page that may go away, or that has just come back. */
  flush(leaving: boolean): void {
    if (!leaving) this.leaving = false;
    // The page that was going has come back, and does not know what became of it.
    if (!leaving && this.now.discarding && !this.running) return void this.discard();
    if (this.now.dirty) void this.save(leaving);
  }

  /** Resolves when nothing is on its way to the server, and nothing will be before the next change. */
  async settle(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
    clearTimeout(this.timer);
  }

  /** Saves what is not saved, once, so that the server can tell what is sent from what another device has typed. Then as `settle`. */
  async saveAndSettle(): Promise<void> {
    await this.settle();
    if (this.now.dirty) await this.save(false);
    clearTimeout(this.timer);
  }

  /** The form was accepted: nothing of it is kept. With a key, the next form of the same place begins. */
  sent(nextKey?: string): void {
    clearTimeout(this.timer);
    const { userId, standing, base } = this.options;
    recordSent(userId, standing.place, this.key, Math.max(standing.asOf, this.serverTime));
    deleteBackup(userId, standing.place);
    this.failures = 0;
    this.version = 0;
    this.closed = nextKey === undefined;
    if (nextKey !== undefined) this.key = nextKey;
    this.set({ ...CALM, values: nextKey === undefined ? this.now.values : base });
  }

  /** Goes on with what stands here as a form of its own, when the one it belonged to was sent elsewhere. */
  startOver(): void {
    this.key = newFormKey();
    this.version = 0;
    this.set({ sent: false, dirty: true });
    void this.save(false);
  }

  /** Empties the form at once. Resolves with whether the server threw the draft away: what was typed comes back if not. */
  async discard(): Promise<boolean> {
    const { userId, standing, base } = this.options;
    const { values, sent, dirty } = this.now;
    if (sent) this.key = newFormKey();
    if (!this.now.discarding) this.thrownAway = { values, saved: !dirty };
    this.set({ ...CALM, values: base, discarding: true });
    // A save that is on its way makes one more version.
    markDiscarding(userId, standing.place, this.version + (this.running ? 1 : 0));
    await this.settle();
    deleteBackup(userId, standing.place);
    const asking = this.askToDiscard(values);
    // What is typed meanwhile is saved after it.
    this.running = asking.then(() => undefined);
    const outcome = await asking;
    this.running = null;
    // Unanswered because the page goes: the next one asks again.
    if (this.leaving && outcome.state === "unreachable") return false;
    clearDiscarding(userId, standing.place);
    if (outcome.state === "discarded") {
      recordSave(userId, standing.place, null);
      if (this.now.discarding) this.set({ discarding: false, discarded: true });
    } else {
      const other: OtherDraft | null =
        outcome.state === "changed"
          ? {
              formKey: outcome.newer.formKey,
              values: outcome.newer.values,
              at: Date.parse(outcome.newer.updatedAt),
              onServer: true,
            }
          : null;
      const back = this.thrownAway
        ? { values, discarding: false, dirty: true, kept: this.copy(values) }
        : {};
      this.thrownAway = null;
      this.set({ ...back, other, trouble: outcome.state === "changed" ? null : outcome });
    }
    if (this.now.dirty) this.schedule(AFTER_LAST_KEY_MS);
    return outcome.state === "discarded";
  }

  /** What is newer on the server and is our own words, whose answer was lost on the way, is thrown away as well. */
  private async askToDiscard(values: FormValues): Promise<DiscardOutcome> {
    const { userId, standing, transport } = this.options;
    for (;;) {
      const outcome = await transport.discard(standing.place, this.version);
      if (outcome.state !== "changed") return outcome;
      const isOurs =
        outcome.newer.version !== this.version &&
        (sameValues(outcome.newer.values, values) ||
          wasAttempted(userId, standing.place, outcome.newer.values));
      this.version = outcome.newer.version;
      if (!isOurs) return outcome;
    }
  }

  /** Takes the discarding back; resolves with the files that came back. */
  async undo(): Promise<OutgoingFileView[] | null> {
    const thrown = this.thrownAway;
    if (!thrown) return null;
    const { userId, standing, transport } = this.options;
    const { values } = thrown;
    this.thrownAway = null;
    clearDiscarding(userId, standing.place);
    this.set({ values, discarded: false, discarding: false, dirty: true, kept: this.copy(values) });
    const outcome = await transport.restore(standing.place);
    if (outcome.state === "done") {
      this.version = outcome.version;
      // The server's may be newer than what stood here, unless somebody has typed on.
      if (
        outcome.values &&
        thrown.saved &&
        this.now.values === values &&
        !wasAttempted(userId, standing.place, outcome.values)
      ) {
        const restored = this.fitting(outcome.values);
        this.set({ values: restored, kept: this.copy(restored) });
      }
    }
    void this.save(false);
    return outcome.state === "done" ? outcome.files : null;
  }

  /** Settles which of two drafts goes on. */
  choose(which: "this" | "other"): void {
    const { other } = this.now;
    if (!other) return;
    if (which === "other") this.key = other.formKey;
    const values = which === "other" ? this.fitting(other.values) : this.now.values;
    const onServer = which === "other" ? other.onServer : !other.onServer && !this.now.dirty;
    this.set({
      values,
      other: null,
      dirty: !onServer,
      savedAt: onServer ? other.at : this.now.savedAt,
    });
    if (onServer) deleteBackup(this.options.userId, this.options.standing.place);
    else void this.save(false);
  }

  /** True when closing the page would lose words. */
  get atRisk(): boolean {
    return this.now.dirty && !this.now.kept;
  }

  /** Saves what is left, and ends. */
  stop(): void {
    clearTimeout(this.timer);
    this.flush(true);
    this.stopped = true;
  }

  /** Back on the page, as after React's rehearsal of effects. */
  start(): void {
    this.stopped = false;
  }

  private fitting(values: FormValues): FormValues {
    return this.options.fitting ? this.options.fitting(values) : values;
  }

  private set(change: Partial<DraftSnapshot>): void {
    this.now = { ...this.now, ...change };
    for (const listener of this.listeners) listener();
  }

  private copy(values: FormValues): boolean {
    return writeBackup(this.options.userId, this.options.standing.place, {
      formKey: this.key,
      values,
      version: this.version,
      at: Date.now(),
    });
  }

  /** What an earlier form of this page has saved while this one was on its way to the screen. */
  private catchUp(): void {
    const { userId, standing } = this.options;
    const known = lastSaved(userId, standing.place, standing.asOf);
    if (!known || known.version <= this.version) return;
    this.key = known.formKey;
    this.version = known.version;
    this.onServer = known.values;
    this.serverTime = known.at;
    this.set({ values: this.fitting(known.values), savedAt: known.at });
  }

  private retryLater(): void {
    this.schedule(RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] ?? 30_000);
    this.failures += 1;
  }

  private schedule(ms: number): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.save(false), ms);
  }

  private save(leaving: boolean): Promise<void> {
    clearTimeout(this.timer);
    if (this.running) return this.running;
    if (!this.now.dirty || this.now.other || this.now.sent || this.closed) return Promise.resolve();
    this.running = this.saveNow(leaving).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async saveNow(leaving: boolean): Promise<void> {
    const { values } = this.now;
    const key = this.key;
    const { place } = this.options.standing;
    recordAttempt(this.options.userId, place, values);
    const outcome = await this.options.transport.save(
      { place, formKey: key, values, version: this.version },
      leaving,
    );
    if (this.closed || key !== this.key || this.now.discarded || this.now.discarding) return;
    this.take(outcome, values);
  }

  private take(outcome: SaveOutcome, values: FormValues): void {
    const { userId, standing } = this.options;
    switch (outcome.state) {
      case "saved": {
        this.version = outcome.version;
        this.onServer = values;
        this.failures = 0;
        const at = Date.parse(outcome.savedAt);
        recordSave(userId, standing.place, {
          formKey: this.key,
          values,
          version: outcome.version,
          at,
        });
        const all = sameValues(values, this.now.values);
        if (all) deleteBackup(userId, standing.place);
        else this.copy(this.now.values);
        this.set({ savedAt: Date.now(), dirty: !all, trouble: null, kept: true });
        if (!all) this.schedule(AFTER_LAST_KEY_MS);
        return;
      }
      case "changed": {
        this.version = outcome.newer.version;
        // Our own words, whose answer was lost on the way.
        if (wasAttempted(userId, standing.place, outcome.newer.values)) return this.schedule(0);
        this.set({
          trouble: null,
          other: {
            formKey: outcome.newer.formKey,
            values: outcome.newer.values,
            at: Date.parse(outcome.newer.updatedAt),
            onServer: true,
          },
        });
        return;
      }
      case "sent":
        this.set({ sent: true, trouble: null });
        return;
      default:
        this.set({ trouble: outcome });
        // The page tries again when it is looked at: until then nobody can have signed in on it.
        if (outcome.state !== "ended" && outcome.state !== "other_viewer") this.retryLater();
    }
  }
}
