import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";

import { catalogOf } from "@/lib/i18n/catalogs";
import { INTL_LOCALES, type Language } from "@/lib/i18n/languages";
import { textsOf } from "@/lib/i18n/texts";

export const english = textsOf("en");

/** Gives rendered components their texts, as the layout does. */
export function withTexts(children: ReactNode, language: Language = "en") {
  return (
    <IntlProvider locale={INTL_LOCALES[language]} messages={catalogOf(language)}>
      {children}
    </IntlProvider>
  );
}
