import { excludedValues } from "../../db/expressions";
import { type Db, db } from "../../db/kysely";

interface FiledTicket {
  submissionId: string;
  organizationId: string;
  ownerId: string;
  isPrivate: boolean;
}

/** Stores that a ticket is filed privately, or no longer when its form is sent again. */
export async function storePrivacy(
  client: Db,
  { submissionId, organizationId, ownerId, isPrivate }: FiledTicket,
): Promise<void> {
  await client.deleteFrom("private_submission").where("submission_id", "=", submissionId).execute();
  if (!isPrivate) return;
  await client
    .insertInto("private_submission")
    .values({ submission_id: submissionId, organization_id: organizationId, owner_id: ownerId })
    .execute();
}

/** Returns whose the submission's ticket will be; null if it will be shared. */
export async function privateOwner(submissionId: string): Promise<string | null> {
  const row = await db()
    .selectFrom("private_submission")
    .where("submission_id", "=", submissionId)
    .select("owner_id as ownerId")
    .executeTakeFirst();
  return row?.ownerId ?? null;
}

/** Makes a privately filed ticket private, however it was found. Its owner's later choice stays. */
export async function keepTicketPrivate(submissionId: string, ticketId: string): Promise<void> {
  await db()
    .insertInto("ticket_setting")
    .columns(["ticket_id", "organization_id", "owner_id", "is_private"])
    .expression((eb) =>
      eb
        .selectFrom("private_submission as p")
        .where("p.submission_id", "=", submissionId)
        .select((of) => [
          of.val(ticketId).as("ticket_id"),
          "p.organization_id",
          "p.owner_id",
          of.lit(true).as("is_private"),
        ]),
    )
    .onConflict((conflict) =>
      conflict
        .column("ticket_id")
        .doUpdateSet(excludedValues("is_private", "owner_id", "organization_id"))
        .where("ticket_setting.owner_id", "is", null),
    )
    .execute();
}
