import { isSecretPath } from "../public-paths";
import { type Language, languageOf } from "./languages";

const PARAMETER = "lang";

/** Holds the language of the email whose link was opened on this device. */
export const MAIL_LANGUAGE_COOKIE = "mail-language";
/** Long enough for the pages after the link's own, such as sign-in. */
export const MAIL_LANGUAGE_SECONDS = 60 * 60;

/** Adds its email's language to the address of a link page. */
export function inMailLanguage(address: string, language: Language): string {
  const url = new URL(address);
  if (isSecretPath(url.pathname)) url.searchParams.set(PARAMETER, language);
  return url.href;
}

/** Returns the language of the email that led to a link page. */
export function mailLanguageOf({ pathname, searchParams }: URL): Language | undefined {
  return isSecretPath(pathname) ? languageOf(searchParams.get(PARAMETER)) : undefined;
}
