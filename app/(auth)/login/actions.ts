"use server";

import { refresh } from "next/cache";

import { languageOf } from "@/lib/i18n/languages";
import { keepVisitorLanguage } from "@/lib/i18n/visitor-language";

/** Keeps a visitor's language on the device. Ignores a language that the portal does not speak. */
export async function chooseLanguageAction(form: FormData): Promise<void> {
  const language = languageOf(String(form.get("language")));
  if (!language) return;
  await keepVisitorLanguage(language);
  refresh();
}
