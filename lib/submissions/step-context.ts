import { db } from "../db/kysely";
import { AppError } from "../errors";
import { message } from "../i18n/message";
import type { OpenConnection } from "../mirror/connection/open-connection";
import { type Lease } from "./lease";
import { type SubmissionRow } from "./submission";
import type { WriteTracker } from "./write-tracker";

export interface StepContext {
  lease: Lease;
  row: SubmissionRow;
  open: OpenConnection;
  tracker: WriteTracker;
}

export async function externalIdOf(row: Pick<SubmissionRow, "ticket_id">): Promise<string> {
  const ticket = await db()
    .selectFrom("ticket")
    .where("id", "=", row.ticket_id)
    .select("external_id")
    .executeTakeFirst();
  if (!ticket) throw new AppError("not_found", { text: message("submission.ticketGone") });
  return ticket.external_id;
}

export function notOffered(open: OpenConnection): AppError {
  return new AppError("provider_forbidden", {
    text: message("provider.notOffered", { name: open.provider.name }),
  });
}
