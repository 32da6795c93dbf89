"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";

import { env } from "@/lib/env";
import { languageOf } from "@/lib/i18n/languages";
import { keepVisitorLanguage } from "@/lib/i18n/visitor-language";
import { isSameOrigin } from "@/lib/server/same-origin";

/** Keeps a visitor's language on the device. Ignores a language that the portal does not speak, and other sites. */
export async function chooseLanguageAction(form: FormData): Promise<void> {
  if (!isSameOrigin({ method: "POST", headers: await headers() }, env().NEXTAUTH_URL)) return;
  const language = languageOf(String(form.get("language")));
  if (!language) return;
  await keepVisitorLanguage(language);
  refresh();
}
