import type { Db } from "../db/kysely";
import { DEFAULT_LANGUAGE, languageOf } from "../i18n/languages";
import { type Message, message } from "../i18n/message";
import { queueMail } from "../mail/queue-mail";

interface Recipient {
  email: string;
  language: string | null;
}

/** Tells a person what was changed for them. `text` says it in one sentence. */
export function tellMember(
  client: Db,
  { email, language }: Recipient,
  kind: string,
  subject: Message,
  text: Message,
): Promise<void> {
  return queueMail(client, {
    kind,
    to: email,
    language: languageOf(language) ?? DEFAULT_LANGUAGE,
    content: {
      subject,
      paragraphs: [text, message("people.mail.help")],
      reason: message("people.mail.reason"),
    },
  });
}
