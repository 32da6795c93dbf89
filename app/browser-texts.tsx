import type { ReactNode } from "react";

import { MoreTexts, type SentTexts } from "@/components/i18n/texts-provider";
import { UnreadUpdate } from "@/components/shell/unread";
import { getSession } from "@/lib/auth/viewer";
import { catalogOf } from "@/lib/i18n/catalogs";
import { INTL_LOCALES } from "@/lib/i18n/languages";
import type { Messages } from "@/lib/i18n/message";
import { requestLanguage } from "@/lib/server/request-texts";
import { toJsonText } from "@/lib/text/json-text";

/** A section of the catalog, or one text or subsection of it where the browser needs few. */
type Feature =
  | keyof Messages
  | { [Name in keyof Messages]: `${Name}.${keyof Messages[Name] & string}` }[keyof Messages];

interface BrowserTextsProps {
  features: readonly Feature[];
  children: ReactNode;
}

/** Cached by language and features. There are few, as each layout or page has one set. */
const texts = new Map<string, SentTexts["messages"]>();

function pick(catalog: Messages, features: readonly Feature[]): Partial<Messages> {
  const picked: Record<string, Record<string, unknown>> = {};
  for (const feature of features) {
    const [name = "", part] = feature.split(".");
    const section: Record<string, unknown> = catalog[name as keyof Messages];
    picked[name] = part ? { ...picked[name], [part]: section[part] } : section;
  }
  return picked;
}

/** The texts of the page's language. */
export async function textsFor(features: readonly Feature[]): Promise<SentTexts> {
  const language = await requestLanguage();
  const key = [language, ...features].join();
  let messages = texts.get(key);
  if (messages === undefined) {
    messages = toJsonText(pick(catalogOf(language), features));
    texts.set(key, messages);
  }
  return { locale: INTL_LOCALES[language], messages };
}

/** Sends a layout's texts to the browser. */
export async function BrowserTexts({ features, children }: BrowserTextsProps) {
  return <MoreTexts {...await textsFor(features)}>{children}</MoreTexts>;
}

interface PageTextsProps extends BrowserTextsProps {
  /** So many notifications are read once this page is shown. */
  reads?: number;
}

/**
 * Sends more texts to the browser: those that one page's components need; and the number of unread
 * notifications to the header.
 */
export async function PageTexts({ features, reads, children }: PageTextsProps) {
  return (
    <MoreTexts {...await textsFor(features)}>
      <Unread reads={reads} />
      {children}
    </MoreTexts>
  );
}

/** On every page of a signed-in person. */
async function Unread({ reads = 0 }: { reads?: number }) {
  const session = await getSession(false).catch(() => null);
  if (session?.missing !== null) return null;
  return <UnreadUpdate counted={countedNow(Math.max(0, (session.unread ?? 0) - reads))} />;
}

const countedNow = (count: number) => ({ count, at: Date.now() });
