import { draftTransportFor } from "./draft-transport";
import { deleteBackup, listBackups } from "./local-backup";

/**
 * Saves one person's backups to the server before they sign out. Returns how many could not be
 * saved; those stay in the browser.
 */
export async function saveBackups(userId: string): Promise<number> {
  const transport = draftTransportFor(userId);
  const saved = await Promise.all(
    listBackups(userId).map(async ({ draftKey, backup: { formKey, values, version } }) => {
      const { state } = await transport.save({ draftKey, formKey, values, version }, false);
      const isSaved = state === "saved" || state === "sent";
      if (isSaved) deleteBackup(userId, draftKey);
      return isSaved;
    }),
  );
  return saved.filter((isSaved) => !isSaved).length;
}

export function deleteBackups(userId: string): void {
  for (const { draftKey } of listBackups(userId)) deleteBackup(userId, draftKey);
}
