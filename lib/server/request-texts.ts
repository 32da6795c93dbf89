import "server-only";

import { cache } from "react";

import { getSession } from "../auth/viewer";
import type { Language } from "../i18n/languages";
import type { Translate } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import { chosenLanguage, visitorLanguage } from "../i18n/visitor-language";

/**
 * Returns the viewer's language, or the visitor's before sign-in and when the database is
 * unavailable. Between the steps of signing in, it is the language chosen there, else the person's.
 */
export const requestLanguage = cache(async (): Promise<Language> => {
  const session = await getSession(false).catch(() => null);
  if (!session) return visitorLanguage();
  const { language } = session.viewer;
  return session.missing === null ? language : ((await chosenLanguage()) ?? language);
});

/** The texts of this page's language, for metadata, pages and actions. */
export const requestTexts = cache(async (): Promise<Translate> => textsOf(await requestLanguage()));
