import type { Db } from "../../db/kysely";
import { DEFAULT_LANGUAGE, type Language, languageOf } from "../../i18n/languages";
import { message } from "../../i18n/message";
import { queueMail } from "../../mail/queue-mail";
import { portalUrl } from "../../portal-url";
import { askResetUrl, confirmAddressUrl, securityUrl } from "../../routes";
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

/** Tells a person that what somebody else may have set up for their address has ended. */
export async function mailAboutProof(
  client: Db,
  {
    email,
    language: spoken,
    timeZone,
  }: { email: string; language: string | null; timeZone: string | null },
  network: string,
): Promise<void> {
  const language = languageOf(spoken) ?? DEFAULT_LANGUAGE;
  await queueMail(client, {
    kind: "address_proved",
    to: email,
    language,
    content: {
      subject: message("address.provedMail.subject"),
      paragraphs: [
        message("address.provedMail.text", { address: email }),
        doneAt(language, timeZone, network),
        message("address.provedMail.next"),
      ],
      button: { label: message("address.provedMail.button"), url: portalUrl(securityUrl()) },
      reason: message("passwords.mail.reason"),
    },
  });
}
