import type { Db } from "../db/kysely";
import { DEFAULT_LANGUAGE, languageOf } from "../i18n/languages";
import { type Message, message } from "../i18n/message";
import { queueMail } from "../mail/queue-mail";

interface Recipient {
  email: string;
  language: string | null;
}

/** Mails a person what was changed for them: `text`, one sentence. */
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

/** Mails a change by the portal's staff to the organization's managers, except its person. */
export async function tellManagers(
  client: Db,
  organizationId: string,
  exceptUserId: string,
  { subject, text }: { subject: Message; text: Message },
): Promise<void> {
  const managers = await client
    .selectFrom("membership as m")
    .innerJoin("user as u", "u.id", "m.user_id")
    .select(["u.email", "u.language"])
    .where("m.organization_id", "=", organizationId)
    .where("m.role", "=", "manager")
    .where("u.id", "<>", exceptUserId)
    .where("u.disabled_at", "is", null)
    .execute();
  for (const manager of managers)
    await tellMember(client, manager, "member_added_notice", subject, text);
}
