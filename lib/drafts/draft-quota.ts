import type { Db } from "../db/kysely";
import { AppError } from "../errors";
import { message } from "../i18n/message";
import { fileSizeMessage } from "../text/format-bytes";
import type { DraftRow } from "./draft-rows";

export const MAX_DRAFTS_BYTES = 20 * 1024 * 1024;

const FULL = message("draftRefusal.full", { size: fileSizeMessage(MAX_DRAFTS_BYTES) });

type Content = Pick<DraftRow, "values" | "sealed">;

function bytesOf({ values, sealed }: Content): number {
  return Buffer.byteLength(JSON.stringify(values ?? "")) + Buffer.byteLength(sealed ?? "");
}

/** Throws `invalid` when a draft grows beyond the limit. Triggers maintain the sum. */
export async function assertDraftRoom(
  client: Db,
  userId: string,
  written: Content,
  before?: Content,
): Promise<void> {
  const full = await client
    .selectFrom("person_usage")
    .select("user_id")
    .where("user_id", "=", userId)
    .where("draft_bytes", ">", String(MAX_DRAFTS_BYTES))
    .executeTakeFirst();
  if (!full || (before && bytesOf(written) <= bytesOf(before))) return;
  throw new AppError("invalid", { text: FULL, fieldErrors: { values: FULL } });
}
