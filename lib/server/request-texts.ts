import "server-only";

import { cache } from "react";

import { getViewer } from "../auth/viewer";
import type { Language } from "../i18n/languages";
import type { Translate } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import { visitorLanguage } from "../i18n/visitor-language";

/** The viewer's language; the visitor's before sign-in, or when the database is away. */
export const requestLanguage = cache(async (): Promise<Language> => {
  const viewer = await getViewer(false).catch(() => null);
  return viewer?.language ?? (await visitorLanguage());
});

/** The texts of this page's language, for metadata, pages and actions. */
export const requestTexts = cache(async (): Promise<Translate> => textsOf(await requestLanguage()));
