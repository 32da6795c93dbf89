import type { ReactNode } from "react";

import { MoreTexts, TextsProvider } from "@/components/i18n/texts-provider";
import { catalogOf } from "@/lib/i18n/catalogs";
import { INTL_LOCALES } from "@/lib/i18n/languages";
import type { Messages } from "@/lib/i18n/message";
import { requestLanguage } from "@/lib/server/request-texts";

type Feature = keyof Messages;

interface BrowserTextsProps {
  features: readonly Feature[];
  children: ReactNode;
}

/** The texts of the page's language. */
export async function textsFor(features: readonly Feature[]) {
  const language = await requestLanguage();
  const catalog = catalogOf(language);
  const messages = Object.fromEntries(features.map((feature) => [feature, catalog[feature]]));
  return { locale: INTL_LOCALES[language], messages };
}

/** Sends a layout's texts to the browser. */
export async function BrowserTexts({ features, children }: BrowserTextsProps) {
  return <TextsProvider {...await textsFor(features)}>{children}</TextsProvider>;
}

/** Sends more texts to the browser: those that one page's components need. */
export async function PageTexts({ features, children }: BrowserTextsProps) {
  return <MoreTexts {...await textsFor(features)}>{children}</MoreTexts>;
}
