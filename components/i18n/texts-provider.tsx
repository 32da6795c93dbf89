"use client";

import { type ReactNode, useContext, useMemo } from "react";

import type { Messages } from "@/lib/i18n/message";
import { type BrowserTexts, createTexts, TextsContext } from "@/lib/i18n/use-texts";
import { fromJsonText, type JsonText } from "@/lib/text/json-text";

interface TextsProps extends BrowserTexts {
  children: ReactNode;
}

/** Gives the components of the browser their texts. */
export function TextsProvider({ locale, messages, children }: TextsProps) {
  const texts = useMemo(
    () => ({ locale, messages, t: createTexts(locale, messages) }),
    [locale, messages],
  );
  return <TextsContext value={texts}>{children}</TextsContext>;
}

export interface SentTexts {
  locale: string;
  messages: JsonText<Partial<Messages>>;
}

/** Adds texts to those of the surrounding provider, if any. */
export function MoreTexts({ locale, messages, children }: SentTexts & { children: ReactNode }) {
  const present = useContext(TextsContext).messages;
  const all = useMemo(() => ({ ...present, ...fromJsonText(messages) }), [present, messages]);
  return (
    <TextsProvider locale={locale} messages={all}>
      {children}
    </TextsProvider>
  );
}
