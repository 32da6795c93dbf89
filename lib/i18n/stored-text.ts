import type { Message, Translate } from "./message";
import { renderMessage } from "./message";

interface GivenText {
  text: Message;
  words?: string;
}

export interface RenderedText {
  message: string;
  /** What the provider wrote, in whatever language. */
  words?: string;
}

/** Encodes an error's text for a column, so that each reader sees it in their own language. */
export function toStoredText({ text, words }: GivenText): string {
  return JSON.stringify(words === undefined ? text : { ...text, words });
}

/** A text of an earlier version is shown as it was stored. */
export function renderStoredText(t: Translate, stored: string): RenderedText {
  const parsed = parse(stored);
  if (!parsed) return { message: stored };
  if (!t.has(parsed.key)) return { message: "", words: parsed.words };
  return { message: renderMessage(t, parsed), words: parsed.words };
}

function parse(stored: string): (Message & { words?: string }) | null {
  if (!stored.startsWith('{"key":')) return null;
  try {
    return JSON.parse(stored) as Message & { words?: string };
  } catch {
    return null;
  }
}
