import { DraftAutosave, type DraftAutosaveOptions } from "./draft-autosave";
import { draftTransportFor } from "./draft-transport";
import { deleteOldBackups } from "./local-backup";

export type FormOptions = Omit<DraftAutosaveOptions, "transport">;

export function openAutosave(options: FormOptions): DraftAutosave {
  deleteOldBackups();
  return new DraftAutosave({ ...options, transport: draftTransportFor(options.userId) });
}
