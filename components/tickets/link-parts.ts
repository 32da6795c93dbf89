import { find } from "linkifyjs";

export interface TextPart {
  text: string;
  /** Set for a web or e-mail address; http, https or mailto, never anything else. */
  href: string | null;
}

const SAFE = /^(https?:\/\/|mailto:)/i;

/** Splits a text into what is a link and what is not. The parts together are the text, to the last character. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const link of find(text, { defaultProtocol: "https" })) {
    if (!SAFE.test(link.href)) continue;
    if (link.start > end) parts.push({ text: text.slice(end, link.start), href: null });
    parts.push({ text: text.slice(link.start, link.end), href: link.href });
    end = link.end;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}
