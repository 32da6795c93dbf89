"use client";

import { type ReactNode, useContext, useMemo } from "react";

import { type BrowserTexts, createTexts, TextsContext } from "@/lib/i18n/use-texts";

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

/** Adds texts to those of the layout. */
export function MoreTexts({ locale, messages, children }: TextsProps) {
  const present = useContext(TextsContext).messages;
  const all = useMemo(() => ({ ...present, ...messages }), [present, messages]);
  return (
    <TextsProvider locale={locale} messages={all}>
      {children}
    </TextsProvider>
  );
}
