import { type Queryable, sql } from "../db/sql";
import { AppError } from "../errors";
import type { DraftRow } from "./draft-content";

export const MAX_DRAFTS_BYTES = 20 * 1024 * 1024;

const FULL = "Your drafts hold more than 20 MB of text. Send or discard some of them first.";

type Content = { values: string | DraftRow["values"]; sealed: string | null };

function bytesOf({ values, sealed }: Content): number {
  const text = typeof values === "string" ? values : JSON.stringify(values ?? "");
  return Buffer.byteLength(text) + Buffer.byteLength(sealed ?? "");
}

/** Throws `invalid` when a draft grows beyond the limit. Triggers maintain the sum. */
export async function assertDraftRoom(
  client: Queryable,
  userId: string,
  written: Content,
  before?: Content,
): Promise<void> {
  const [full] = await sql(
    "SELECT 1 FROM person_usage WHERE user_id = $1 AND draft_bytes > $2",
    [userId, MAX_DRAFTS_BYTES],
    client,
  );
  if (!full || (before && bytesOf(written) <= bytesOf(before))) return;
  throw new AppError("invalid", { message: FULL, fieldErrors: { values: FULL } });
}
