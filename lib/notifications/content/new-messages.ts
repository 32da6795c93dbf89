import { isAnyOf } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import { markForeign } from "../../i18n/foreign-words";
import { INTL_LOCALES } from "../../i18n/languages";
import type { Translate } from "../../i18n/message";
import { visibleName } from "../../i18n/visible-name";
import type { MailQuote } from "../../mail/mail-body";
import { providerName } from "../../providers/labels";
import { replyWriter } from "../../submissions/authors/message-writers";
import { isBlank } from "../../text/blank";
import { isTimeZone } from "../../text/locale";
import { shorten } from "../../text/shorten";
import type { NoticeBatch } from "../deliver/channel";
import type { TextFacts, TextTicket } from "./load-facts";

const MAX_MESSAGES = 10;
const MAX_CHARACTERS = 4_000;
const MAX_NAME = 80;

interface NewMessages {
  /** Oldest new message, which the link opens. */
  firstId?: string;
  quotes: MailQuote[];
  /** Sentences about messages that the mail leaves out. */
  leftOut: string[];
}

/** Loads the new messages of a batch, without encrypted ones and those of sensitive tickets. */
export async function newMessages(
  client: Db,
  t: Translate,
  { person, notices }: NoticeBatch,
  { ticket, facts }: { ticket: TextTicket; facts: TextFacts },
): Promise<NewMessages> {
  const ids = notices.flatMap(({ eventId }) => {
    const event = facts.events.get(eventId ?? "");
    return event?.kind === "message_added" ? (event.field ?? []) : [];
  });
  const [firstId] = ids;
  if (firstId === undefined) return { quotes: [], leftOut: [] };
  if (ticket.isSensitive) return { firstId, quotes: [], leftOut: [t("notices.mail.sensitive")] };
  const rows = await client
    .selectFrom("message")
    .where("ticket_id", "=", ticket.id)
    .where((eb) => isAnyOf(eb.ref("external_id"), ids))
    .where("removed_at", "is", null)
    .orderBy("position")
    .select((eb) => [
      eb.fn
        .coalesce(
          replyWriter(eb.ref("message.ticket_id"), eb.ref("message.external_id")),
          "sender_name",
        )
        .as("senderName"),
      "body",
      "encrypted",
      "sent_at as sentAt",
    ])
    .execute();
  const readable = rows.filter(({ encrypted, body }) => !encrypted && !isBlank(body));
  const encrypted = rows.filter((row) => row.encrypted).length;
  const shown = readable.slice(0, MAX_MESSAGES);
  const more = readable.length - shown.length;
  const author = providerName(ticket.provider);
  const time = timeFormat(person);
  return {
    firstId,
    quotes: shown.map(({ senderName, body, sentAt }) => {
      const name = isBlank(senderName) ? author : words(senderName ?? "");
      const text = shorten(plain(body ?? ""), MAX_CHARACTERS);
      if (sentAt === null) return { heading: name, text };
      return { heading: t("notices.mail.from", { name, time: time.format(sentAt) }), text };
    }),
    leftOut: [
      ...(shown.some(({ body }) => (body ?? "").length > MAX_CHARACTERS)
        ? [t("notices.mail.shortened")]
        : []),
      ...(more > 0 ? [t("notices.mail.moreMessages", { count: more })] : []),
      ...(encrypted > 0 ? [t("notices.mail.encrypted", { count: encrypted })] : []),
    ],
  };
}

const words = (name: string): string => markForeign(shorten(visibleName(name), MAX_NAME));

/** Removes control characters, which some mail programs display or interpret. */
const plain = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .trim();

function timeFormat({ language, timeZone }: NoticeBatch["person"]): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(INTL_LOCALES[language], {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
    timeZone: isTimeZone(timeZone) ? timeZone : "UTC",
  });
}
