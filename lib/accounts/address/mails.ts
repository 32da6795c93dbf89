import type { Db } from "../../db/kysely";
import { DEFAULT_LANGUAGE, type Language, languageOf } from "../../i18n/languages";
import { type Message, message } from "../../i18n/message";
import { queueMail } from "../../mail/queue-mail";
import { portalUrl } from "../../portal-url";
import { confirmAddressUrl, keepAddressUrl, securityUrl } from "../../routes";
import { doneAt, type MailedPerson, mailedTime } from "../tell-person";

interface AddressChange {
  /** The new one. */
  email: string;
  language: Language;
  network: string;
}

interface AskedChange extends AddressChange {
  tokens: { confirm: string; stop: string };
}

/** Emails the new address a link that confirms it, and the old one a link that stops the change. */
export async function mailBothAddresses(
  client: Db,
  person: MailedPerson,
  { email, tokens, language, network }: AskedChange,
): Promise<void> {
  const values = { name: { words: person.name }, address: email };
  await queueMail(client, {
    kind: "address_confirmation",
    to: email,
    language,
    content: {
      subject: message("address.confirmMail.subject"),
      paragraphs: [message("address.confirmMail.asked", values)],
      button: {
        label: message("address.confirmMail.button"),
        url: portalUrl(confirmAddressUrl(tokens.confirm)),
      },
      after: [message("address.confirmMail.howLong")],
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
        askedAt(mailedTime(language, person.timeZone), network),
        message("address.noticeMail.notYou"),
      ],
      button: {
        label: message("address.noticeMail.button"),
        url: portalUrl(keepAddressUrl(tokens.stop)),
      },
      reason: message("passwords.mail.reason"),
    },
  });
}

const askedAt = (time: string, network: string): Message =>
  network === ""
    ? message("address.noticeMail.askedAt", { time })
    : message("address.noticeMail.askedAtFrom", { time, network });

/** Emails both addresses that the change is made. `person` has the old one. */
export async function mailAddressChanged(
  client: Db,
  person: MailedPerson,
  { email, language, network }: AddressChange,
): Promise<void> {
  for (const to of [email, person.email])
    await queueMail(client, {
      kind: "address_changed",
      to,
      language,
      content: {
        subject: message("address.changedMail.subject"),
        paragraphs: [
          message(to === email ? "address.changedMail.toNew" : "address.changedMail.toOld", {
            address: email,
          }),
          doneAt(language, person.timeZone, network),
          message("address.changedMail.notYou"),
        ],
        reason: message("passwords.mail.reason"),
      },
    });
}

/** Emails a person that sessions and ways to sign in of a possible stranger were removed. */
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
