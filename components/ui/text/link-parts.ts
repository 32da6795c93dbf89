interface TextPart {
  text: string;
  /** Always http, https or mailto. */
  href: string | null;
}

/**
 * Candidates: text with a scheme, "www." or an e-mail address. Bare domains are not linked, because
 * file names (`deploy.sh`, `backup.zip`) look the same.
 */
const CANDIDATE = new RegExp(
  [
    String.raw`(?<![a-z0-9+.-])(?<scheme>[a-z][a-z0-9+.-]{0,20}):\/\/\S{1,4096}`,
    String.raw`(?<![\p{L}\p{N}_.@/-])(?<web>www\.\S{1,4096})`,
    String.raw`(?<![\p{L}\p{N}._%+@/-])(?:mailto:)?` +
      String.raw`(?<mail>[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}@[\p{L}\p{N}][\p{L}\p{N}.-]{0,250})`,
  ].join("|"),
  "giu",
);

/**
 * Characters that end an address: quotes, closing marks, full-width and ideographic punctuation,
 * invisible characters.
 */
const END_OF_ADDRESS = new RegExp(
  [
    String.raw`[\s\p{Cc}\p{Zs}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]`,
    String.raw`[<>"\u0060\\|^«»‹›“”„‟‘’‚‛•…‥—\u060c\u061b\u061f\u0964\u0965\u06d4]`,
    String.raw`[\u3001-\u3003\u3008-\u3011\u3014-\u301f\ufe10-\ufe19\ufe30-\ufe6f]`,
    String.raw`[\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]`,
    String.raw`&(?:quot|apos|lt|gt|nbsp|#\d+|#x[\da-f]+);`,
    String.raw`[,;](?=https?:\/\/|www\.)`,
  ].join("|"),
  "iu",
);

/** Longer candidates are no addresses; linking a part of one would be wrong. */
const MAX_LENGTH = 4_096;

const OPENING_BRACKETS: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Markup around an address, which ends at the same mark. */
const ENCLOSING = /(?:\*+|~~+|')$/;

function cutAtUnopenedBracket(text: string): string {
  const open: Record<string, number> = { "(": 0, "[": 0, "{": 0 };
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    const opener = OPENING_BRACKETS[character];
    if (character in open) open[character] = (open[character] ?? 0) + 1;
    if (!opener) continue;
    if (!open[opener]) return text.slice(0, index);
    open[opener] -= 1;
  }
  return text;
}

function trimPunctuation(text: string): string {
  return text.replace(/[.,:;!?*_~'([{]+$/u, "");
}

function webAddress(candidate: string, before: string): string {
  const end = END_OF_ADDRESS.exec(candidate);
  let text = end ? candidate.slice(0, end.index) : candidate;
  const mark = ENCLOSING.exec(before)?.[0];
  const closing = mark ? text.indexOf(mark) : -1;
  if (closing > 0) text = text.slice(0, closing);
  return trimPunctuation(cutAtUnopenedBracket(text));
}

function isWebUrl(href: string): boolean {
  if (!URL.canParse(href)) return false;
  const { protocol, hostname } = new URL(href);
  return (protocol === "http:" || protocol === "https:") && /[\p{L}\p{N}\]]$/u.test(hostname);
}

/** Requires two more labels after "www.": `www.conf` is a file. */
const WWW = /^www\.[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}[\p{L}\p{N}-]+(?=$|[/:?#])/iu;

const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+(?:\p{L}{2,}|xn--[a-z0-9-]+)$/iu;

/** Names with an "@" that are no e-mail address: `logo@2x.png`, `react@19.3.1.tgz`. */
const FILE_LIKE_HOST =
  /^(?:\d+x\.|v?\d+\.\d)|\.(?:service|socket|timer|target|mount|png|jpe?g|gif|svg|webp|gz|tgz|json|conf|log)$/i;

function mailAddress(candidate: string, after: string): string | null {
  const text = candidate.replace(/[.-]+$/, "");
  const domain = text.slice(text.indexOf("@") + 1);
  // `git@host.example:team/project.git` is a repository.
  if (text === candidate && /^(?::[^\s\d]|[@/])/.test(after)) return null;
  return DOMAIN.test(domain) && !FILE_LIKE_HOST.test(domain) ? text : null;
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
  return isWebUrl(href) ? { start, text: address, href } : null;
}

/** Splits a text into links and other text. The parts joined are the original text. */
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
    // The rest of the candidate may hold another address.
    candidates.lastIndex = end;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}
