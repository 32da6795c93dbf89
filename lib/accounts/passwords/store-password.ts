import type { Db } from "../../db/kysely";
import type { Language } from "../../i18n/languages";
import { message } from "../../i18n/message";
import { queueMail } from "../../mail/queue-mail";
import { portalUrl } from "../../portal-url";
import { askResetUrl } from "../../routes";
import { endOpenLinks } from "../open-links";
import { doneAt, type MailedPerson } from "../tell-person";

/** Sets the password, ends the person's open links, and emails them. */
export async function storePassword(
  client: Db,
  person: MailedPerson,
  passwordHash: string,
  from: { language: Language; network: string },
): Promise<boolean> {
  const stored = await client
    .updateTable("user")
    .set({ password_hash: passwordHash })
    .where("id", "=", person.id)
    .where("disabled_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (!stored) return false;
  await endOpenLinks(client, person.id);
  const language = person.language ?? from.language;
  await queueMail(client, {
    kind: "password_changed",
    to: person.email,
    language,
    content: {
      subject: message("passwords.mail.changed"),
      paragraphs: [
        message("passwords.mail.changedWhen"),
        doneAt(language, person.timeZone, from.network),
        message("passwords.mail.notYou"),
      ],
      button: { label: message("passwords.mail.resetButton"), url: portalUrl(askResetUrl()) },
      reason: message("passwords.mail.reason"),
    },
  });
  return true;
}
