import { seal, type SealContext, unseal } from "../crypto/seal";
import { env } from "../env";
import { AppError } from "../errors";
import { message } from "../i18n/message";
import type { SubmissionRow } from "./submission";

type SealedRow = Pick<SubmissionRow, "id" | "organization_id">;

export function messageSealContext(row: SealedRow): SealContext {
  return { organizationId: row.organization_id, rowId: row.id, provider: "", field: "message" };
}

export function sealMessage(row: SealedRow, typed: string): string {
  return seal(typed, messageSealContext(row), env().CREDENTIAL_KEYS);
}

/** Unsealed; empty if there is none. Throws invalid without its key. */
export function messageOf(
  row: Pick<SubmissionRow, "id" | "organization_id" | "payload" | "sealed_message">,
): string {
  if (row.sealed_message !== null) return unsealMessage(row, row.sealed_message);
  return typeof row.payload.message === "string" ? row.payload.message : "";
}

function unsealMessage(row: SealedRow, sealed: string): string {
  try {
    return unseal(sealed, messageSealContext(row), env().CREDENTIAL_KEYS);
  } catch (cause) {
    // Not credential_unreadable, which would blame the connection's credential.
    throw new AppError("invalid", {
      text: message("submission.textUnreadable"),
      cause,
    });
  }
}
