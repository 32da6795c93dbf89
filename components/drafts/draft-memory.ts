import type { FormValues } from "@/lib/forms/form-values";

import { clearDiscarding, type DiscardMark, discardMark, markDiscarding } from "./discard-mark";
import type { SavedDraft } from "./draft-state";
import { deleteBackup, type LocalBackup, readBackup, writeBackup } from "./local-backup";
import { lastSaved, recordAttempt, recordSave, recordSent, wasAttempted } from "./save-log";

/** What the browser stores of one person's draft at one place. */
export class DraftMemory {
  constructor(
    private readonly userId: string,
    private readonly place: string,
  ) {}

  /** Returns false where storage is full or forbidden. */
  writeBackup(backup: Omit<LocalBackup, "at">): boolean {
    return writeBackup(this.userId, this.place, { ...backup, at: Date.now() });
  }

  readBackup(): LocalBackup | null {
    return readBackup(this.userId, this.place);
  }

  deleteBackup(): void {
    deleteBackup(this.userId, this.place);
  }

  markDiscarding(version: number): void {
    markDiscarding(this.userId, this.place, version);
  }

  clearDiscarding(): void {
    clearDiscarding(this.userId, this.place);
  }

  discardMark(): DiscardMark | null {
    return discardMark(this.userId, this.place);
  }

  lastSaved(asOf: number): SavedDraft | null {
    return lastSaved(this.userId, this.place, asOf);
  }

  recordSave(draft: SavedDraft | null): void {
    recordSave(this.userId, this.place, draft);
  }

  recordSent(formKey: string, serverTime: number): void {
    recordSent(this.userId, this.place, formKey, serverTime);
  }

  recordAttempt(values: FormValues): void {
    recordAttempt(this.userId, this.place, values);
  }

  wasAttempted(values: FormValues): boolean {
    return wasAttempted(this.userId, this.place, values);
  }
}
