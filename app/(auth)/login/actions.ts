"use server";

import { refresh } from "next/cache";

import { languageOf } from "@/lib/i18n/languages";
import { keepVisitorLanguage } from "@/lib/i18n/visitor-language";
import { pageForm } from "@/lib/server/visitor-action";

/** Keeps a visitor's language on the device. Ignores a language that the portal does not speak. */
export const chooseLanguageAction = pageForm(async (form) => {
  const language = languageOf(String(form.get("language")));
  if (!language) return;
  await keepVisitorLanguage(language);
  refresh();
});
