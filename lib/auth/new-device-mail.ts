import type { Db } from "../db/kysely";
import { DEFAULT_LANGUAGE, INTL_LOCALES, languageOf } from "../i18n/languages";
import { type Message, message } from "../i18n/message";
import { isMailConfigured } from "../mail/is-mail-configured";
import { queueMail } from "../mail/queue-mail";
import { portalUrl } from "../portal-url";
import { securityUrl } from "../routes";
import { isTimeZone } from "../text/locale";
import { describeUserAgent } from "../text/user-agent";

interface NewDevice {
  to: string;
  language: string | null;
  timeZone: string | null;
  userAgent: string;
  /** "" if unknown. */
  network: string;
}

/** Browser and system, e.g. "Firefox on Linux". */
export function deviceName(userAgent: string): Message {
  const { browser, system } = describeUserAgent(userAgent);
  if (browser && system) return message("sessions.device", { browser, system });
  const name = browser ?? system;
  return name ? message("sessions.deviceNamed", { name }) : message("sessions.unknownDevice");
}

/** Emails a person once about a sign-in on a new device. */
export async function mailNewDevice(client: Db, device: NewDevice): Promise<void> {
  if (!isMailConfigured()) return;
  const language = languageOf(device.language) ?? DEFAULT_LANGUAGE;
  const given = device.timeZone ?? undefined;
  const timeZone = isTimeZone(given) ? given : "UTC";
  const time = new Intl.DateTimeFormat(INTL_LOCALES[language], {
    dateStyle: "long",
    timeStyle: "long",
    timeZone,
  }).format(new Date());
  const facts = { device: deviceName(device.userAgent), time };
  await queueMail(client, {
    kind: "new_device",
    to: device.to,
    language,
    content: {
      subject: message("sessions.mail.subject"),
      paragraphs: [
        device.network === ""
          ? message("sessions.mail.signedIn", facts)
          : message("sessions.mail.signedInFrom", { ...facts, network: device.network }),
        message("sessions.mail.notYou"),
      ],
      button: { label: message("sessions.mail.button"), url: portalUrl(securityUrl()) },
      reason: message("sessions.mail.reason"),
    },
  });
}
