import { draftTransportFor } from "./draft-transport";
import { deleteBackup, ownBackups } from "./local-backup";

/**
 * Saves what one person has typed in this browser and the server does not have, before they sign
 * out. Returns how many texts could not be saved: they stay, for this person only.
 */
export async function saveBackups(userId: string): Promise<number> {
  const transport = draftTransportFor(userId);
  const copies = ownBackups(userId);
  const outcomes = await Promise.all(
    copies.map(async ({ place, copy: { formKey, values, version } }) => {
      const { state } = await transport.save({ place, formKey, values, version }, false);
      if (state !== "saved" && state !== "sent") return 1;
      deleteBackup(userId, place);
      return 0;
    }),
  );
  return outcomes.reduce<number>((sum, unsaved) => sum + unsaved, 0);
}

/** Deletes what one person has typed in this browser. Other people's texts stay. */
export function deleteBackups(userId: string): void {
  for (const { place } of ownBackups(userId)) deleteBackup(userId, place);
}
