import { knownTimeZone } from "../auth/known-time-zone";
import type { Db } from "../db/kysely";
import { INTL_LOCALES, type Language, languageOf } from "../i18n/languages";
import { type Message, message } from "../i18n/message";
import { isTimeZone } from "../text/locale";

/** Formats the current time for an email to a person. */
export function mailedTime(language: Language, timeZone: string | null): string {
  const format = new Intl.DateTimeFormat(INTL_LOCALES[language], {
    dateStyle: "long",
    timeStyle: "long",
    timeZone: timeZone && isTimeZone(timeZone) ? timeZone : "UTC",
  });
  return format.format(new Date());
}

/** Returns the time and network of an act as a sentence for an email. */
export function doneAt(language: Language, timeZone: string | null, network: string): Message {
  const time = mailedTime(language, timeZone);
  return network === ""
    ? message("passwords.mail.doneAt", { time })
    : message("passwords.mail.doneAtFrom", { time, network });
}

export interface MailedPerson {
  id: string;
  name: string;
  email: string;
  language: Language | undefined;
  timeZone: string | null;
  passwordHash: string | null;
}

/** Null for a disabled account. */
export async function enabledPerson(
  client: Db,
  by: { id: string } | { email: string },
): Promise<MailedPerson | null> {
  const [column, value] = "id" in by ? (["id", by.id] as const) : (["email", by.email] as const);
  const row = await client
    .selectFrom("user")
    .select(["id", "name", "email", "language", "password_hash"])
    .select((eb) => knownTimeZone(eb.ref("user.id"), eb.ref("time_zone")).as("timeZone"))
    .where(column, "=", value)
    .where("disabled_at", "is", null)
    .executeTakeFirst();
  if (!row) return null;
  const { language, password_hash: passwordHash, ...person } = row;
  return { ...person, language: languageOf(language), passwordHash };
}
