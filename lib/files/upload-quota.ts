import type { Db } from "../db/kysely";
import { formatFileSize } from "../text/format-bytes";

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
export async function usageProblem(userId: string, size: number, on: Db): Promise<string | null> {
  const { files, bytes } = await waitingFiles(userId, on);
  const rest = "Send or remove some of them first.";
  if (files >= MAX_WAITING_FILES) return `Your drafts hold ${MAX_WAITING_FILES} files. ${rest}`;
  if (bytes + size <= MAX_WAITING_BYTES) return null;
  return `Your drafts would hold more than ${formatFileSize(MAX_WAITING_BYTES, "en")} of files. ${rest}`;
}
