import { json } from "../../db/expressions";
import { type Db, db, transaction } from "../../db/kysely";
import { isNoticeKind, NOTICE_KINDS, type NoticeKind } from "../../notices/kinds";
import { mayMuteTicket, ticketsAsReadBy } from "../../notices/record/readable";
import { lockReaders } from "../ticket-settings";
import type { Unsubscription } from "./token";

/** A ticket is muted; for other topics, mails of their kinds are turned off. */
type Ended = "ticket" | "submission" | "connection" | "organization" | "notes" | "all";

const KINDS: Readonly<Record<Exclude<Ended, "ticket">, readonly NoticeKind[]>> = {
  submission: ["failed"],
  connection: ["connection"],
  organization: ["added"],
  notes: ["noted"],
  all: Object.keys(NOTICE_KINDS).filter(isNoticeKind),
};

const endedBy = (topic: string): [Ended, string] => {
  const [kind = "", id = ""] = topic.split(":");
  if (kind === "ticket") return [kind, id];
  return [Object.hasOwn(KINDS, kind) ? (kind as Ended) : "all", id];
};

/** Returns the scope of a link for its page. `number` is the ticket number. */
export async function endedMails({ topic }: Unsubscription): Promise<{
  ended: Ended;
  number: string;
}> {
  const [ended, id] = endedBy(topic);
  if (ended !== "ticket") return { ended, number: "" };
  const ticket = await db()
    .selectFrom("ticket")
    .where("id", "=", id)
    .select("number")
    .executeTakeFirst();
  return { ended, number: ticket?.number ?? "" };
}

/** Ends mails. The token is the only proof. No-op for a deleted person or ticket. */
export async function endMails({ userId, topic }: Unsubscription): Promise<void> {
  const [ended, id] = endedBy(topic);
  await transaction(async (client) => {
    const person = await client
      .selectFrom("user")
      .where("id", "=", userId)
      .select("id")
      .executeTakeFirst();
    if (!person) return;
    if (ended === "ticket") await mute(client, userId, id);
    else await turnOff(client, userId, KINDS[ended]);
    await client
      .updateTable("notice_delivery")
      .set({ untold_from: null, untold_since: null, due_at: null, in_digest: false })
      .where("user_id", "=", userId)
      .where("channel", "=", "mail")
      .$if(ended !== "all", (query) => query.where("topic", "=", topic))
      .execute();
  });
}

async function mute(client: Db, userId: string, ticketId: string): Promise<void> {
  await lockReaders(client, ticketId);
  // A row makes a person one of a private ticket's people.
  const ticket = await ticketsAsReadBy(client, userId)
    .where("t.id", "=", ticketId)
    .where(mayMuteTicket())
    .select("t.id")
    .executeTakeFirst();
  if (!ticket) return;
  await client
    .insertInto("ticket_follow")
    .values({ ticket_id: ticketId, user_id: userId, level: "mute" })
    .onConflict((on) => on.columns(["ticket_id", "user_id"]).doUpdateSet({ level: "mute" }))
    .execute();
}

async function turnOff(client: Db, userId: string, kinds: readonly NoticeKind[]): Promise<void> {
  await client
    .insertInto("notification_setting")
    .values({ user_id: userId })
    .onConflict((on) => on.column("user_id").doNothing())
    .execute();
  const { choices } = await client
    .selectFrom("notification_setting")
    .where("user_id", "=", userId)
    .select("choices")
    .forUpdate()
    .executeTakeFirstOrThrow();
  const stored = { ...(choices as Record<string, Record<string, string | boolean>>) };
  for (const kind of kinds) stored[kind] = { ...stored[kind], mail: "off" };
  await client
    .updateTable("notification_setting")
    .set({ choices: json(stored) })
    .where("user_id", "=", userId)
    .execute();
}
