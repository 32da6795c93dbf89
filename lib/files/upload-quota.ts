import type { Db } from "../db/kysely";
import { type Message, message } from "../i18n/message";
import { fileSizeMessage } from "../text/format-bytes";

export const MAX_WAITING_FILES = 200;
const MAX_WAITING_BYTES = 300 * 1024 * 1024;

interface WaitingFiles {
  files: number;
  bytes: number;
}

async function waitingFiles(userId: string, on: Db): Promise<WaitingFiles> {
  const usage = await on
    .selectFrom("person_usage")
    .select(["waiting_files", "waiting_bytes"])
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return { files: usage?.waiting_files ?? 0, bytes: Number(usage?.waiting_bytes ?? 0) };
}

/** Null when one more file of this size is allowed. */
export async function usageProblem(userId: string, size: number, on: Db): Promise<Message | null> {
  const { files, bytes } = await waitingFiles(userId, on);
  if (files >= MAX_WAITING_FILES)
    return message("fileRefusal.tooManyWaiting", { count: MAX_WAITING_FILES });
  if (bytes + size <= MAX_WAITING_BYTES) return null;
  return message("fileRefusal.tooMuchWaiting", { size: fileSizeMessage(MAX_WAITING_BYTES) });
}
