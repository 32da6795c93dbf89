import { shorten } from "../text/shorten";

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

function character(code: number): string {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    ? String.fromCodePoint(code)
    : "";
}

/** Decodes once: text escaped twice must not become a tag. */
function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (decimal) return character(Number(decimal));
      if (hex) return character(Number.parseInt(hex, 16));
      const key = name?.toLowerCase() ?? "";
      return Object.hasOwn(ENTITIES, key) ? (ENTITIES[key] ?? whole) : whole;
    },
  );
}

/** One line, at most `maxLength` characters. */
export function plainText(html: string, maxLength = 300): string {
  const text = decodeEntities(
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
