import { splitMarked } from "../i18n/foreign-words";
import { visibleName } from "../i18n/visible-name";
import { shorten } from "../text/shorten";
import type { MailBody, MailQuote, MailSection } from "./mail-body";

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

const unmarked = (text: string): string => splitMarked(text).join("");

const MAX_SUBJECT = 200;

/** Removes line breaks, so that text cannot inject headers. */
const subjectLine = (subject: string): string =>
  shorten(visibleName(unmarked(subject).replace(/[\s\p{Cc}]+/gu, " ")).trim(), MAX_SUBJECT);

export function renderMail(body: MailBody): RenderedMail {
  return { subject: subjectLine(body.subject), text: textOf(body), html: htmlOf(body) };
}

function textOf(body: MailBody): string {
  const { paragraphs, quotes = [], sections = [], code, button, after = [], stop, reason } = body;
  return [
    ...paragraphs.map(unmarked),
    ...quotes.map(({ heading, text }) => `${unmarked(heading)}\n${quoted(text)}`),
    ...sections.map(({ heading, url, lines }) =>
      [unmarked(heading), ...lines.map((line) => `- ${unmarked(line)}`), url].join("\n"),
    ),
    ...(code ? [code] : []),
    ...(button ? [`${unmarked(button.label)}:\n${button.url}`] : []),
    ...after.map(unmarked),
    ...(stop ? [`${unmarked(stop.label)}:\n${stop.url}`] : []),
    `-- \n${unmarked(reason)}`,
  ].join("\n\n");
}

/** Quotes each line, as a message may contain the signature separator. */
const quoted = (text: string): string => text.replace(/^/gm, "> ");

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? one);

/** Isolates the direction and language of words of a person or provider. */
const marked = (text: string): string =>
  splitMarked(text)
    .map((part, index) => (index % 2 === 1 ? `<bdi lang="">${escape(part)}</bdi>` : escape(part)))
    .join("");

/** Colors of the primary button in app/globals.css. */
const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; background: #ffffff; color: #1c2024; }
a.button { background: #006970; color: #f8fdfd; }
p.reason { color: #5c636b; }
a { color: #006970; }
blockquote { border-left: 3px solid #cfd4d9; }
@media (prefers-color-scheme: dark) {
  body { background: #15181b; color: #e6e8ea; }
  a.button { background: #68d1d2; color: #031a1e; }
  p.reason { color: #a3abb3; }
  a { color: #68d1d2; }
  blockquote { border-left-color: #454c54; }
}`;

const BUTTON =
  "display: inline-block; padding: 10px 20px; border-radius: 6px; text-decoration: none";
const QUOTE = "margin: 0 0 24px; padding: 0 0 0 12px; white-space: pre-wrap";
const FONT = "font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

const quoteHtml = ({ heading, text }: MailQuote): string =>
  `<p style="margin: 0 0 4px"><strong>${marked(heading)}</strong></p>
<blockquote lang="" dir="auto" style="${QUOTE}">${escape(text)}</blockquote>`;

const sectionHtml = ({ heading, url, lines }: MailSection): string =>
  `<h2 style="margin: 24px 0 4px; font-size: 16px"><a href="${escape(url)}">${marked(heading)}</a></h2>
${lines.map((line) => `<p style="margin: 0">${marked(line)}</p>`).join("\n")}`;

/** Self-contained: no remote images, fonts or scripts. */
function htmlOf(body: MailBody): string {
  const { language, subject, paragraphs, quotes = [], sections = [] } = body;
  const { code, button, after = [], stop, reason } = body;
  const parts = [
    ...paragraphs.map((one) => `<p>${marked(one)}</p>`),
    ...quotes.map(quoteHtml),
    ...sections.map(sectionHtml),
    code && `<p style="font-size: 32px; letter-spacing: 4px"><strong>${escape(code)}</strong></p>`,
    button &&
      `<p><a class="button" href="${escape(button.url)}" style="${BUTTON}">${marked(button.label)}</a></p>`,
    ...after.map((one) => `<p>${marked(one)}</p>`),
    stop &&
      `<p class="reason" style="font-size: 14px"><a href="${escape(stop.url)}">${marked(stop.label)}</a></p>`,
    `<p class="reason" style="font-size: 14px">${marked(reason)}</p>`,
  ];
  return `<!doctype html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(subjectLine(subject))}</title>
<style>${STYLE}
</style>
</head>
<body style="${FONT}">
<div style="max-width: 560px; margin: 0 auto; padding: 24px 16px; overflow-wrap: anywhere">
${parts.filter(Boolean).join("\n")}
</div>
</body>
</html>`;
}
