"use client";

import "./globals.css";

import { useSyncExternalStore } from "react";

import { TextsProvider } from "@/components/i18n/texts-provider";
import { ErrorView } from "@/components/shell/error-view";
import { PRODUCT_NAME } from "@/components/shell/product-name";
import { Link } from "@/components/ui/navigation/link";
import { DEFAULT_LANGUAGE, INTL_LOCALES, languageOf } from "@/lib/i18n/languages";
import type { Messages } from "@/lib/i18n/message";

import texts from "../messages/error-page.json";

interface ErrorPageProps {
  error: Error & { digest?: string };
  retry: () => void;
}

const never = () => () => undefined;

/** A document that has none was not rendered by the root layout. */
function documentLanguage() {
  return (
    languageOf(document.documentElement.lang) ?? languageOf(navigator.language) ?? DEFAULT_LANGUAGE
  );
}

/** As the root layout reads it. */
function chosenTheme(): string | undefined {
  const { theme } = document.documentElement.dataset;
  return theme ?? /\btheme=(light|dark)\b/.exec(document.cookie)?.[1];
}

/** Replaces the root layout, and with it the texts that it sends. */
export default function GlobalError({ error, retry }: ErrorPageProps) {
  const isBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const language = isBrowser ? documentLanguage() : DEFAULT_LANGUAGE;
  // Only what the error page says.
  const messages = texts[language] as unknown as Partial<Messages>;
  return (
    <html lang={language} data-theme={isBrowser ? chosenTheme() : undefined}>
      <body className="bg-background font-sans text-foreground">
        <title>{`${texts[language].problemPage.errorCode} · ${PRODUCT_NAME}`}</title>
        <TextsProvider locale={INTL_LOCALES[language]} messages={messages}>
          {/* Without the brand's drawing, which every page would load. */}
          <header className="border-b bg-card px-4 py-4 font-semibold lg:px-6">
            <Link href="/" translate="no">
              {PRODUCT_NAME}
            </Link>
          </header>
          <main className="px-4">
            <ErrorView reference={error.digest} retry={retry} />
          </main>
        </TextsProvider>
      </body>
    </html>
  );
}
