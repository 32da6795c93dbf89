import "server-only";

import { use } from "react";

import type { Language } from "../i18n/languages";
import type { Translate } from "../i18n/message";
import { requestLanguage, requestTexts } from "./request-texts";

/** The texts of this page's language, in a server component. */
export function useTexts(): Translate {
  return use(requestTexts());
}

/** This page's language, in a server component. */
export function useLanguage(): Language {
  return use(requestLanguage());
}
