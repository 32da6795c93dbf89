import "server-only";

import Negotiator from "negotiator";
import { cookies, headers } from "next/headers";

import { env } from "../env";
import { DEFAULT_LANGUAGE, type Language, languageOf, LANGUAGES } from "./languages";
import { MAIL_LANGUAGE_COOKIE } from "./mail-language";

/** Holds the choice made on this device. */
const LANGUAGE_COOKIE = "language";
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** The visitor's choice on this device. */
export async function chosenLanguage(): Promise<Language | undefined> {
  return languageOf((await cookies()).get(LANGUAGE_COOKIE)?.value);
}

/** The visitor's choice, else that of the email that led here, else what the browser prefers. */
export async function visitorLanguage(): Promise<Language> {
  const mailed = (await cookies()).get(MAIL_LANGUAGE_COOKIE)?.value;
  const known = (await chosenLanguage()) ?? languageOf(mailed);
  if (known) return known;
  const accepted = (await headers()).get("accept-language") ?? undefined;
  const negotiator = new Negotiator({ headers: { "accept-language": accepted } });
  return languageOf(negotiator.language([...LANGUAGES])) ?? DEFAULT_LANGUAGE;
}

export async function keepVisitorLanguage(language: Language): Promise<void> {
  (await cookies()).set(LANGUAGE_COOKIE, language, {
    maxAge: YEAR_SECONDS,
    path: "/",
    sameSite: "lax",
    httpOnly: true,
    secure: env().NEXTAUTH_URL?.startsWith("https:") ?? false,
  });
}
