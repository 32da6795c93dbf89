import { sql } from "kysely";

import type { Db } from "../../db/kysely";
import type { NewNotice } from "../types";
import { recordNotices } from "./record-notices";

type GivenNotice = Pick<NewNotice, "organizationId" | "topic" | "kind" | "detail"> &
  Partial<NewNotice>;

/** Records a notice without a mirrored event. Call it in the transaction of the change. */
export async function recordNotice(client: Db, given: GivenNotice): Promise<void> {
  const notice: NewNotice = {
    ticketId: null,
    submissionId: null,
    connectionId: null,
    event: null,
    actorId: null,
    recipientId: null,
    addresses: [],
    wakes: false,
    ...given,
  };
  await recordNotices(client, [notice], await transactionTime(client));
}

/** Returns the start of the transaction. */
export async function transactionTime(client: Db): Promise<Date> {
  const { now } = await client
    .selectNoFrom(sql<Date>`now()::timestamptz(3)`.as("now"))
    .executeTakeFirstOrThrow();
  return now;
}
