import type { FormValues } from "@/lib/forms/form-values";

import { clearDiscarding, type DiscardMark, discardMark, markDiscarding } from "./discard-mark";
import type { SavedDraft } from "./draft-state";
import { deleteBackup, type LocalBackup, readBackup, writeBackup } from "./local-backup";
import { lastSaved, recordAttempt, recordSave, recordSent, wasAttempted } from "./save-log";

/** What the browser stores of one person's draft under one key. */
export class DraftMemory {
  constructor(
    private readonly userId: string,
    private readonly draftKey: string,
  ) {}

  /** Returns false where storage is full or forbidden. */
  writeBackup(backup: Omit<LocalBackup, "at">): boolean {
    return writeBackup(this.userId, this.draftKey, { ...backup, at: Date.now() });
  }

  readBackup(): LocalBackup | null {
    return readBackup(this.userId, this.draftKey);
  }

  deleteBackup(): void {
    deleteBackup(this.userId, this.draftKey);
  }

  markDiscarding(version: number): void {
    markDiscarding(this.userId, this.draftKey, version);
  }

  clearDiscarding(): void {
    clearDiscarding(this.userId, this.draftKey);
  }

  discardMark(): DiscardMark | null {
    return discardMark(this.userId, this.draftKey);
  }

  lastSaved(asOf: number): SavedDraft | null {
    return lastSaved(this.userId, this.draftKey, asOf);
  }

  recordSave(draft: SavedDraft | null): void {
    recordSave(this.userId, this.draftKey, draft);
  }

  recordSent(formKey: string, serverTime: number): void {
    recordSent(this.userId, this.draftKey, formKey, serverTime);
  }

  recordAttempt(values: FormValues): void {
    recordAttempt(this.userId, this.draftKey, values);
  }

  wasAttempted(values: FormValues): boolean {
    return wasAttempted(this.userId, this.draftKey, values);
  }
}
