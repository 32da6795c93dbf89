import { daysAgo, fromNow, now } from "../db/expressions";
import { db } from "../db/kysely";
import { shorten } from "../text/shorten";
import { storableText } from "../text/storable";

/** Longer than the timeouts of a delivery. */
const LEASE_MS = 180_000;
const MINUTE_MS = 60_000;

/** Eight tries within a day. */
const PAUSES = [0.5, 2, 10, 30, 120, 360, 840].map((minutes) => minutes * MINUTE_MS);
export const MAX_ATTEMPTS = PAUSES.length + 1;

export interface TakenMail {
  id: string;
  message_id: string;
  kind: string;
  recipient: string;
  sealed_body: string | null;
  /** Includes this one; also the fencing token of its writes. */
  attempts: number;
  guard_user_id: string | null;
  guard_organization_id: string | null;
  guard_ticket_id: string | null;
}

/** Leases the email that has been due longest. */
export function takeMail(): Promise<TakenMail | undefined> {
  return db()
    .updateTable("mail")
    .set({ lease_until: fromNow(LEASE_MS), attempts: (eb) => eb("attempts", "+", 1) })
    .where("id", "=", (eb) =>
      eb
        .selectFrom("mail as due")
        .select("due.id")
        .where("due.state", "=", "waiting")
        .where("due.next_at", "<=", now())
        .where((or) =>
          or.or([or("due.lease_until", "is", null), or("due.lease_until", "<=", now())]),
        )
        .orderBy("due.next_at")
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning(["id", "message_id", "kind", "recipient", "sealed_body", "attempts"])
    .returning(["guard_user_id", "guard_organization_id", "guard_ticket_id"])
    .executeTakeFirst();
}

/** Returns false until the transaction has been committed. */
export async function isStored(id: string): Promise<boolean> {
  const row = await db().selectFrom("mail").select("id").where("id", "=", id).executeTakeFirst();
  return row !== undefined;
}

/** No-op if another process has taken the email. */
const held = ({ id, attempts }: TakenMail) =>
  db()
    .updateTable("mail")
    .where("id", "=", id)
    .where("attempts", "=", attempts)
    .where("state", "=", "waiting");

export async function markSent(mail: TakenMail): Promise<void> {
  await held(mail)
    .set({
      state: "sent",
      sent_at: now(),
      sealed_body: null,
      lease_until: null,
      last_error: null,
    })
    .execute();
}

const MAX_ERROR = 300;
const errorText = (text: string) => shorten(storableText(text), MAX_ERROR);

export async function markFailed(mail: TakenMail, error: string): Promise<void> {
  await held(mail)
    .set({ state: "failed", sealed_body: null, lease_until: null, last_error: errorText(error) })
    .execute();
}

export async function retryLater(mail: TakenMail, error: string): Promise<void> {
  const pause = PAUSES[mail.attempts - 1];
  if (pause === undefined) return markFailed(mail, error);
  await held(mail)
    .set({ next_at: fromNow(pause), lease_until: null, last_error: errorText(error) })
    .execute();
}

const KEPT_DAYS = 30;
const MAX_DELETED = 10_000;

export async function deleteOldMails(): Promise<void> {
  const old = db()
    .selectFrom("mail")
    .select("id")
    .where("created_at", "<", daysAgo(KEPT_DAYS))
    .limit(MAX_DELETED);
  await db().deleteFrom("mail").where("id", "in", old).execute();
}
