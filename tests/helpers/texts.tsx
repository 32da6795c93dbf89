import type { ReactNode } from "react";

import { TextsProvider } from "@/components/i18n/texts-provider";
import { catalogOf } from "@/lib/i18n/catalogs";
import { INTL_LOCALES, type Language } from "@/lib/i18n/languages";
import { type Message, renderMessage } from "@/lib/i18n/message";
import { renderStoredText } from "@/lib/i18n/stored-text";
import { textsOf } from "@/lib/i18n/texts";

export const english = textsOf("en");

/** A column's error text, as an English reader sees it. */
export function shown(stored: string | null | undefined): string | null {
  return stored ? renderStoredText(english, stored).message : null;
}

/** Makes the marks of `markForeign` readable: "Plan name set to ⟦Start⟧". */
export function withVisibleMarks(text: string): string {
  return text.replaceAll("\u2068", "⟦").replaceAll("\u2069", "⟧");
}

/** Matches a text that reads like this in English, with visible marks, in an expected value. */
export function reading(expected: string | RegExp): unknown {
  return {
    asymmetricMatch: (actual: Message) => {
      const text = withVisibleMarks(renderMessage(english, actual));
      return typeof expected === "string" ? text === expected : expected.test(text);
    },
    toString: () => `reading ${String(expected)}`,
  };
}

/** Gives rendered components their texts, as the layout does. */
export function withTexts(children: ReactNode, language: Language = "en") {
  return (
    <TextsProvider locale={INTL_LOCALES[language]} messages={catalogOf(language)}>
      {children}
    </TextsProvider>
  );
}
