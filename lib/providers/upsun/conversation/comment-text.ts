import { convert } from "html-to-text";

const BLOCKS =
  "html|body|head|p|div|br|h[1-6]|ul|ol|li|table|blockquote|pre|section|article|header|span|hr";
const STARTS_AS_MARKUP = new RegExp(
  `^(?:<!doctype html\\b|<!--|<(?:${BLOCKS})(?:\\s[^<>]*)?/?>)`,
  "i",
);
const ENDS_AS_MARKUP = /<\/?[a-z][a-z0-9]*\s*\/?>$|-->$/i;

/** The format of comments is not documented: what as a whole looks like HTML becomes its text. */
export function commentText(body: string): string {
  const whole = body.trim();
  if (!STARTS_AS_MARKUP.test(whole) || !ENDS_AS_MARKUP.test(whole)) return body;
  return convert(whole, {
    wordwrap: false,
    limits: { maxDepth: 200 },
    selectors: [
      { selector: "img", format: "skip" },
      { selector: "a", options: { hideLinkHrefIfSameAsText: true, linkBrackets: ["(", ")"] } },
      { selector: "table", format: "dataTable", options: { uppercaseHeaderCells: false } },
      { selector: "ul", options: { itemPrefix: "- " } },
      ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
  });
}
