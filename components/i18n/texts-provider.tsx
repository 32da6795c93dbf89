"use client";

import { type ReactNode, useMemo } from "react";
import { IntlProvider, type Messages, useMessages } from "use-intl";

/** Texts of some features, in one language. */
export interface BrowserTexts {
  locale: string;
  messages: Partial<Messages>;
}

interface TextsProps extends BrowserTexts {
  children: ReactNode;
}

/** The browser renders the same texts again, so the server needs no report. */
function report(error: Error): void {
  globalThis.window?.reportError(error);
}

/** Texts hold no times, but without a zone the server reports an error. */
const TIME_ZONE = "UTC";

/** Gives the components of the browser their texts. */
export function TextsProvider({ locale, messages, children }: TextsProps) {
  return (
    <IntlProvider
      locale={locale}
      messages={messages as Messages}
      timeZone={TIME_ZONE}
      onError={report}
    >
      {children}
    </IntlProvider>
  );
}

/** Adds texts to those of the layout. */
export function MoreTexts({ locale, messages, children }: TextsProps) {
  const present = useMessages();
  const all = useMemo(() => ({ ...present, ...messages }), [present, messages]);
  return (
    <TextsProvider locale={locale} messages={all}>
      {children}
    </TextsProvider>
  );
}
