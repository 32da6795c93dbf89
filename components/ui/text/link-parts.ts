export interface TextPart {
  text: string;
  /** Set for a web or e-mail address; http, https or mailto, never anything else. */
  href: string | null;
}

/**
 * What may be an address: text with a scheme, "www.", or an e-mail address. Bare domains are left alone, because file names
 * (`deploy.sh`, `backup.zip`) look the same.
 */
const CANDIDATE =
  /(?<![a-z0-9+.-])(?<scheme>[a-z][a-z0-9+.-]{0,20}):\/\/\S{1,4096}|(?<![\p{L}\p{N}_.@/-])(?<web>www\.\S{1,4096})|(?<![\p{L}\p{N}._%+@/-])(?:mailto:)?(?<mail>[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}@[\p{L}\p{N}][\p{L}\p{N}.-]{0,250})/giu;

/** Characters that no address holds unescaped: quotation and closing marks, full-width and ideographic punctuation, invisibles. */
const END =
  /[\s\p{Cc}\p{Zs}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff<>"`\\|^«»‹›“”„‟‘’‚‛•…‥—\u060c\u061b\u061f\u0964\u0965\u06d4\u3001-\u3003\u3008-\u3011\u3014-\u301f\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]|&(?:quot|apos|lt|gt|nbsp|#\d+|#x[\da-f]+);|[,;](?=https?:\/\/|www\.)/iu;

/** A longer run is no address, and the rest of it would be cut off. */
const MAX_LENGTH = 4_096;

const CLOSES: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Markup that may enclose an address: what follows the same mark is no part of it. */
const ENCLOSING = /(?:\*+|~~+|')$/;

/** Cuts an address where a bracket closes that it has not opened. */
function balanced(text: string): string {
  const open: Record<string, number> = { "(": 0, "[": 0, "{": 0 };
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    const opener = CLOSES[character];
    if (character in open) open[character] = (open[character] ?? 0) + 1;
    if (!opener) continue;
    if (!open[opener]) return text.slice(0, index);
    open[opener] -= 1;
  }
  return text;
}

/** Takes punctuation and markup off the end, as a reader would. */
function trimmed(text: string): string {
  return text.replace(/[.,:;!?*_~'([{]+$/u, "");
}

function webAddress(candidate: string, before: string): string {
  const end = END.exec(candidate);
  let text = end ? candidate.slice(0, end.index) : candidate;
  const mark = ENCLOSING.exec(before)?.[0];
  const closing = mark ? text.indexOf(mark) : -1;
  if (closing > 0) text = text.slice(0, closing);
  return trimmed(balanced(text));
}

function isWeb(href: string): boolean {
  if (!URL.canParse(href)) return false;
  const { protocol, hostname } = new URL(href);
  return (protocol === "http:" || protocol === "https:") && /[\p{L}\p{N}\]]$/u.test(hostname);
}

/** "www." and a domain of at least two more names: `www.conf` is a file. */
const WWW = /^www\.[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}[\p{L}\p{N}-]+(?=$|[/:?#])/iu;

/** A domain that ends in letters. */
const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+(?:\p{L}{2,}|xn--[a-z0-9-]+)$/iu;

/** Names with an "@" that are none of a person: `logo@2x.png`, `react@19.3.1.tgz`, `php-fpm@8.2.service`. */
const NO_MAIL_HOST =
  /^(?:\d+x\.|v?\d+\.\d)|\.(?:service|socket|timer|target|mount|png|jpe?g|gif|svg|webp|gz|tgz|json|conf|log)$/i;

function mailAddress(candidate: string, after: string): string | null {
  const text = candidate.replace(/[.-]+$/, "");
  const domain = text.slice(text.indexOf("@") + 1);
  // `git@host.example:team/project.git` is where a repository is.
  if (text === candidate && /^(?::[^\s\d]|[@/])/.test(after)) return null;
  return DOMAIN.test(domain) && !NO_MAIL_HOST.test(domain) ? text : null;
}

interface Link {
  start: number;
  text: string;
  href: string;
}

function linkOf(match: RegExpMatchArray, text: string): Link | null {
  const { scheme, web, mail } = match.groups ?? {};
  const [whole] = match;
  const start = match.index ?? 0;
  if (mail !== undefined) {
    const found = mailAddress(mail, text.slice(start + whole.length, start + whole.length + 2));
    const prefix = whole.slice(0, whole.length - mail.length);
    return found ? { start, text: prefix + found, href: `mailto:${found}` } : null;
  }
  if (whole.length > MAX_LENGTH || (web === undefined && !/^https?$/i.test(scheme ?? "")))
    return null;
  const address = webAddress(whole, text.slice(Math.max(0, start - 3), start));
  if (web !== undefined && !WWW.test(address)) return null;
  const href = web === undefined ? address : `https://${address}`;
  return isWeb(href) ? { start, text: address, href } : null;
}

/** Splits a text into what is a link and what is not. The parts together are the text, to the last character. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  const candidates = new RegExp(CANDIDATE);
  for (let match = candidates.exec(text); match; match = candidates.exec(text)) {
    const link = linkOf(match, text);
    if (!link) continue;
    if (link.start > end) parts.push({ text: text.slice(end, link.start), href: null });
    parts.push({ text: link.text, href: link.href });
    end = link.start + link.text.length;
    // What follows a mark that ended the address may hold another one.
    candidates.lastIndex = end;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}
