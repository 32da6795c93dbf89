import {
  decodeMessage,
  encodeMessage,
  type Message,
  renderMessage,
  type Translate,
} from "./message";

interface GivenText {
  text: Message;
  words?: string;
}

interface StoredText extends Message {
  words?: string;
}

export interface RenderedText {
  message: string;
  /** The provider's own words, untranslated. */
  words?: string;
}

/** Encodes an error's text for a column, so that each reader sees it in their own language. */
export function toStoredText({ text, words }: GivenText): string {
  const stored: StoredText = words === undefined ? text : { ...text, words };
  return encodeMessage(stored);
}

/** A text of an earlier version is shown as it was stored. */
export function renderStoredText(t: Translate, stored: string): RenderedText {
  const parsed: StoredText | null = decodeMessage(stored);
  if (!parsed) return { message: stored };
  if (!t.has(parsed.key)) return { message: "", words: parsed.words };
  return { message: renderMessage(t, parsed), words: parsed.words };
}
