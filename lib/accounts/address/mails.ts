import type { Db } from "../../db/kysely";
import type { Language } from "../../i18n/languages";
import { message } from "../../i18n/message";
import { queueMail } from "../../mail/queue-mail";
import { portalUrl } from "../../portal-url";
import { askResetUrl, confirmAddressUrl } from "../../routes";
import { doneAt, type MailedPerson } from "../tell-person";

interface AddressChange {
  /** The new one. */
  email: string;
  token: string;
  language: Language;
  network: string;
}

/** Mails a link to the new address, and a notice with advice to the old one. */
export async function mailBothAddresses(
  client: Db,
  person: MailedPerson,
  { email, token, language, network }: AddressChange,
): Promise<void> {
  const values = { name: { words: person.name }, address: email };
  await queueMail(client, {
    kind: "address_confirmation",
    to: email,
    language,
    content: {
      subject: message("address.confirmMail.subject"),
      paragraphs: [
        message("address.confirmMail.asked", values),
        message("address.confirmMail.howLong"),
      ],
      button: {
        label: message("address.confirmMail.button"),
        url: portalUrl(confirmAddressUrl(token)),
      },
      reason: message("address.confirmMail.reason", values),
    },
  });
  await queueMail(client, {
    kind: "address_change_notice",
    to: person.email,
    language,
    content: {
      subject: message("address.noticeMail.subject"),
      paragraphs: [
        message("address.noticeMail.asked", values),
        doneAt(language, person.timeZone, network),
        message("address.noticeMail.notYou"),
      ],
      button: { label: message("passwords.mail.resetButton"), url: portalUrl(askResetUrl()) },
      reason: message("passwords.mail.reason"),
    },
  });
}
