import type { DraftStatusView } from "@/lib/drafts/types";
import type { OutgoingFileView } from "@/lib/files/types";
import type { FormValues } from "@/lib/forms/form-values";

import { DraftMemory } from "./draft-memory";
import { type DraftEvent, draftReducer, isRetryable } from "./draft-reducer";
import {
  type DraftSnapshot,
  type DraftState,
  initialDraftState,
  renderedDraft,
  type ReturnedForm,
  type SavedDraft,
} from "./draft-state";
import {
  type DiscardOutcome,
  type DraftTransport,
  savedDraftOf,
  type SaveOutcome,
} from "./draft-transport";
import { sameValues } from "./draft-values";
import { newFormKey } from "./form-key";
import { recordOpen, wasSent } from "./save-log";
import { SaveQueue } from "./save-queue";

const TYPING_DELAY_MS = 800;
const RETRY_DELAYS_MS = [3_000, 10_000, 30_000];
const MAX_RETRY_DELAY_MS = 30_000;

export interface DraftAutosaveOptions {
  userId: string;
  draftStatus: DraftStatusView;
  formKey: string;
  defaultValues: FormValues;
  /** Set when the form of `formKey` was sent and came back: the server accepts that key again. */
  reopened?: boolean;
  /** Adapts a draft's values to the form's current fields and choices. */
  adapt?: (values: FormValues) => FormValues;
  /** Shown in the form, unless something else was typed there. */
  returned?: ReturnedForm;
  transport: DraftTransport;
}

/** Saves a form's draft to the server while typing, and in the browser until the server has it. */
export class DraftAutosave {
  readonly initial: DraftSnapshot;
  private state: DraftState;
  private readonly memory: DraftMemory;
  private readonly listeners = new Set<() => void>();
  private readonly queue = new SaveQueue();
  private isLeaving = false;

  constructor(private readonly options: DraftAutosaveOptions) {
    const { draftStatus, returned, defaultValues } = options;
    this.memory = new DraftMemory(options.userId, draftStatus.draftKey);
    if (options.reopened) recordOpen(options.formKey, draftStatus.asOf);
    if (returned) recordOpen(returned.formKey, draftStatus.asOf);
    const serverDraft = openDraft(draftStatus);
    this.state = initialDraftState({
      saved: this.memory.lastSaved(draftStatus.asOf) ?? serverDraft,
      returned,
      formKey: wasSent(options.formKey) ? newFormKey() : options.formKey,
      defaultValues,
      adapt: (values) => this.adapt(values),
    });
    this.initial = this.state;
  }

  get formKey(): string {
    return this.state.formKey;
  }

  get serverValues(): FormValues | null {
    return this.state.serverValues;
  }

  /** True when closing the page would lose text. */
  get atRisk(): boolean {
    return this.state.dirty && !this.state.backedUp;
  }

  readonly snapshot = (): DraftSnapshot => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Restores what only this browser knows. Call it after hydration. */
  restore(): void {
    if (this.state.dirty || this.state.conflict) return;
    this.catchUp();
    const backup = this.memory.readBackup();
    const mark = this.memory.discardMark();
    if (mark && this.state.version <= mark.version && (backup?.at ?? 0) <= mark.at)
      return void this.discard();
    this.memory.clearDiscarding();
    if (!backup) return;
    if (wasSent(backup.formKey) || sameValues(backup.values, this.state.values))
      return this.memory.deleteBackup();
    this.memory.recordAttempt(backup.values);
    this.dispatch({ type: "backup_found", backup, values: this.adapt(backup.values) });
    void this.save(false);
  }

  change(values: FormValues): void {
    if (this.state.closed) return;
    if (this.state.discarding) this.memory.clearDiscarding();
    this.dispatch({ type: "changed", values, backedUp: this.backUp(values) });
    this.schedule(TYPING_DELAY_MS);
  }

  /** The page goes away and may cut off requests; a discard stays marked for the next page. */
  leave(): void {
    this.isLeaving = true;
    this.flush(true);
  }

  /** Saves unsaved changes when the page may go away (`leaving`) or has come back. */
  flush(leaving: boolean): void {
    if (!leaving) this.isLeaving = false;
    // A page that has come back does not know the outcome of its discard.
    if (!leaving && this.state.discarding && !this.queue.isBusy) return void this.discard();
    if (this.state.dirty) void this.save(leaving);
  }

  /** Waits for the running request, and cancels the scheduled save. */
  settle(): Promise<void> {
    return this.queue.settle();
  }

  /** Saves unsaved changes once, so that the server can tell them from another device's. */
  async saveAndSettle(): Promise<void> {
    await this.settle();
    if (this.state.dirty) await this.save(false);
    this.queue.cancel();
  }

  /** The form was accepted. With a key, the next form of the same draft key begins. */
  sent(nextFormKey?: string): void {
    this.queue.cancel();
    const { defaultValues, draftStatus } = this.options;
    const { formKey, serverTime } = this.state;
    this.memory.recordSent(formKey, Math.max(draftStatus.asOf, serverTime));
    this.memory.deleteBackup();
    this.dispatch({ type: "sent", nextFormKey, defaultValues });
  }

  /** Continues as a new form when this one was sent elsewhere. */
  startOver(): void {
    this.dispatch({ type: "started_over", formKey: newFormKey() });
    void this.save(false);
  }

  /**
   * Empties the form at once. Resolves to false, with the text back, if the server keeps the draft.
   */
  async discard(): Promise<boolean> {
    const { defaultValues } = this.options;
    this.dispatch({ type: "discard_started", newFormKey: newFormKey(), defaultValues });
    // A running save makes one more version.
    this.memory.markDiscarding(this.state.version + (this.queue.isBusy ? 1 : 0));
    const discarded = this.state.undoable?.values ?? defaultValues;
    await this.settle();
    this.memory.deleteBackup();
    const answer = this.requestDiscard(discarded);
    // Saves of later changes wait for it.
    await this.queue.run(() => answer.then(() => undefined));
    const outcome = await answer;
    // The next page repeats it.
    if (this.isLeaving && outcome.state === "unreachable") return false;
    this.memory.clearDiscarding();
    const isDiscarded = outcome.state === "discarded";
    if (isDiscarded) {
      this.memory.recordSave(null);
      this.dispatch({ type: "discard_confirmed" });
    } else {
      const reason = outcome.state === "changed" ? savedDraftOf(outcome.newer) : outcome;
      const backedUp = this.state.undoable ? this.backUp(this.state.undoable.values) : false;
      this.dispatch({ type: "discard_refused", reason, backedUp });
    }
    if (this.state.dirty) this.schedule(TYPING_DELAY_MS);
    return isDiscarded;
  }

  /** Resolves to the restored files; null when the server restored nothing. */
  async undo(): Promise<OutgoingFileView[] | null> {
    const { undoable } = this.state;
    if (!undoable) return null;
    const { values, wasSaved } = undoable;
    this.memory.clearDiscarding();
    this.dispatch({ type: "discard_undone", values, backedUp: this.backUp(values) });
    const outcome = await this.options.transport.restore(this.options.draftStatus.draftKey);
    if (outcome.state === "done") {
      this.dispatch({ type: "version_found", version: outcome.version });
      // The server's text may be newer than the one shown.
      const isUntouched = this.state.values === values;
      if (outcome.values && wasSaved && isUntouched && !this.memory.wasAttempted(outcome.values)) {
        const restored = this.adapt(outcome.values);
        this.dispatch({ type: "restored", values: restored, backedUp: this.backUp(restored) });
      }
    }
    void this.save(false);
    return outcome.state === "done" ? outcome.files : null;
  }

  choose(keep: "this" | "other"): void {
    const { conflict, values } = this.state;
    if (!conflict) return;
    const chosen = keep === "other" ? this.adapt(conflict.values) : values;
    this.dispatch({ type: "conflict_resolved", keep, values: chosen });
    if (this.state.dirty) void this.save(false);
    else this.memory.deleteBackup();
  }

  /** Swaps the form's version and one that was set aside. */
  swap(setAside: FormValues): void {
    const values = this.adapt(setAside);
    const backedUp = this.backUp(values);
    this.dispatch({ type: "swapped", setAside, values, backedUp });
    void this.save(false);
  }

  /** Undoes `stop`: React mounts effects twice in development. */
  start(): void {
    this.queue.start();
  }

  stop(): void {
    this.flush(true);
    this.queue.stop();
  }

  private adapt(values: FormValues): FormValues {
    return this.options.adapt ? this.options.adapt(values) : values;
  }

  private dispatch(event: DraftEvent): void {
    this.state = draftReducer(this.state, event);
    for (const listener of this.listeners) listener();
  }

  private backUp(values: FormValues): boolean {
    const { formKey, version } = this.state;
    return this.memory.writeBackup({ formKey, values, version });
  }

  /** Shows what another form of this page saved while this one was being rendered. */
  private catchUp(): void {
    const draft = this.memory.lastSaved(this.options.draftStatus.asOf);
    if (draft && draft.version > this.state.version)
      this.dispatch({ type: "caught_up", draft, values: this.adapt(draft.values) });
  }

  private schedule(delayMs: number): void {
    this.queue.schedule(() => void this.save(false), delayMs);
  }

  private save(leaving: boolean): Promise<void> {
    this.queue.cancel();
    const { dirty, conflict, sent, closed } = this.state;
    const isSaveable = dirty && !conflict && !sent && !closed;
    if (!isSaveable && !this.queue.isBusy) return Promise.resolve();
    return this.queue.run(() => this.requestSave(leaving));
  }

  private async requestSave(leaving: boolean): Promise<void> {
    const { transport, draftStatus } = this.options;
    const { values, formKey, version } = this.state;
    this.memory.recordAttempt(values);
    const draft = { draftKey: draftStatus.draftKey, formKey, values, version };
    const outcome = await transport.save(draft, leaving);
    const { closed, discarded, discarding } = this.state;
    if (closed || formKey !== this.state.formKey || discarded || discarding) return;
    this.handleSaved(outcome, values);
  }

  private handleSaved(outcome: SaveOutcome, values: FormValues): void {
    switch (outcome.state) {
      case "saved": {
        const { version, savedAt } = outcome;
        const at = Date.parse(savedAt);
        this.memory.recordSave({ formKey: this.state.formKey, values, version, at });
        this.dispatch({ type: "saved", values, version, now: Date.now() });
        if (!this.state.dirty) return this.memory.deleteBackup();
        this.backUp(this.state.values);
        return this.schedule(TYPING_DELAY_MS);
      }
      case "changed":
        if (this.memory.wasAttempted(outcome.newer.values)) {
          this.dispatch({ type: "version_found", version: outcome.newer.version });
          return this.schedule(0);
        }
        return this.dispatch({ type: "conflict_found", draft: savedDraftOf(outcome.newer) });
      case "sent":
        return this.dispatch({ type: "sent_elsewhere" });
      default:
        this.dispatch({ type: "save_failed", failure: outcome });
        if (isRetryable(outcome)) this.schedule(retryDelayMs(this.state.failures));
    }
  }

  /** Also discards newer versions that are the page's own text, whose answer was lost. */
  private async requestDiscard(values: FormValues): Promise<DiscardOutcome> {
    const { transport, draftStatus } = this.options;
    for (;;) {
      const { version } = this.state;
      const outcome = await transport.discard(draftStatus.draftKey, version);
      if (outcome.state !== "changed") return outcome;
      const { newer } = outcome;
      this.dispatch({ type: "version_found", version: newer.version });
      const isOurs = sameValues(newer.values, values) || this.memory.wasAttempted(newer.values);
      if (newer.version === version || !isOurs) return outcome;
    }
  }
}

/** Returns the server's draft unless its form was sent; one saved after that is open again. */
function openDraft(status: DraftStatusView): SavedDraft | null {
  const draft = renderedDraft(status);
  if (!draft) return null;
  recordOpen(draft.formKey, draft.at);
  return wasSent(draft.formKey) ? null : draft;
}

function retryDelayMs(failures: number): number {
  return RETRY_DELAYS_MS[failures - 1] ?? MAX_RETRY_DELAY_MS;
}
