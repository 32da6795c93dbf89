import { decodeHTML } from "entities";

import { shorten } from "../text/shorten";

/** One line, at most `maxLength` characters. */
export function plainText(html: string, maxLength = 300): string {
  // Decoded once, after tags are gone: text escaped twice must not become a tag.
  const text = decodeHTML(
    html
      .slice(0, 20_000)
      .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, " ")
      .replace(/<(?:\/?[a-z][^<>]*|!--(?:(?!<!--)[\s\S])*?--)>/gi, (tag) =>
        /^<\/?(?:b|i|em|strong|a|code|span|u)\b/i.test(tag) ? "" : " ",
      ),
  )
    .replace(/[\p{Cc}\u2028\u2029]/gu, " ")
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\p{Cs}]/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
  return Array.from(text).length > maxLength ? shorten(text, maxLength - 1) : text;
}
