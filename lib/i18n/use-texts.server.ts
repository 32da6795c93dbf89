import "server-only";

import { use } from "react";

import type { Language } from "./languages";
import type { Translate } from "./message";
import { requestLanguage, requestTexts } from "./request-texts";

/** The texts of this page's language, in a server component. */
export function useTexts(): Translate {
  return use(requestTexts());
}

/** This page's language, in a server component. */
export function useLanguage(): Language {
  return use(requestLanguage());
}
