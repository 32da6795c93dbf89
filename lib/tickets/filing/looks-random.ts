/** Long words as key generators produce them. */

const WORD = /[A-Za-z0-9_+/-]{24,}={0,2}/g;
const MAX_WORD_LENGTH = 200;
const PUBLIC_BEGIN =
  /-----BEGIN (?:CERTIFICATE(?: REQUEST)?|[A-Z0-9 ]{0,40}PUBLIC KEY(?: BLOCK)?|PGP (?:SIGNED )?MESSAGE|PGP SIGNATURE|X509 CRL|DH PARAMETERS)-----/g;
const URL_TEXT = /\bhttps?:\/\/\S+/gi;
/** Random but public: digests, SSH public keys, request and message ids, DKIM and TXT records. */
const PUBLIC = /^(?:sha\d{1,3}-|AAAA[BC]3NzaC1|AAAAE2VjZHNh|MII|v=|[a-f0-9]{24,}$|[A-F0-9]{24,}$)/;
const PUBLIC_BEFORE =
  /(?:\bp=|\bsha\d{1,3}[:-]|x-amz-id-2:|(?:request|message|trace|ray|session|correlation|event)[ _-]?id["']{0,1}[:=]?[ \t]{0,3}["'<]{0,1}|verification=)$/i;

function classOf(code: number): number {
  if (code >= 48 && code <= 57) return 0;
  if (code >= 65 && code <= 90) return 1;
  return code >= 97 && code <= 122 ? 2 : 3;
}

/** True for a mixture of cases and digits unlike names or sentences. */
function isRandom(word: string): boolean {
  const seen = new Map<string, number>();
  const classes = [0, 0, 0, 0];
  let turns = 0;
  let last = -1;
  for (const character of word) {
    const kind = classOf(character.charCodeAt(0));
    classes[kind] = (classes[kind] ?? 0) + 1;
    if (last !== -1 && kind !== last) turns += 1;
    last = kind;
    seen.set(character, (seen.get(character) ?? 0) + 1);
  }
  const [digits = 0, upper = 0, lower = 0, other = 0] = classes;
  if (digits < 2 || upper < 3 || lower < 3 || other > word.length / 6) return false;
  let entropy = 0;
  for (const count of seen.values())
    entropy -= (count / word.length) * Math.log2(count / word.length);
  return entropy >= 4 && turns / word.length >= 0.4;
}

/** Ranges of public blocks and URLs, in order. */
function publicParts(text: string): Array<[number, number]> {
  const parts: Array<[number, number]> = [];
  for (const match of text.matchAll(PUBLIC_BEGIN)) {
    const end = text.indexOf("-----END", match.index + match[0].length);
    parts.push([match.index, end === -1 ? text.length : end]);
    if (end === -1) break;
  }
  for (const match of text.matchAll(URL_TEXT))
    parts.push([match.index, match.index + match[0].length]);
  return parts.sort((one, other) => one[0] - other[0]);
}

/** Returns the start of each random word, in linear time. */
export function looksRandom(text: string): number[] {
  const parts = publicParts(text);
  const found: number[] = [];
  let part = 0;
  for (const match of text.matchAll(WORD)) {
    while (part < parts.length && (parts[part]?.[1] ?? 0) <= match.index) part += 1;
    if ((parts[part]?.[0] ?? Infinity) <= match.index) continue;
    const [word] = match;
    if (
      word.length > MAX_WORD_LENGTH ||
      PUBLIC.test(word) ||
      text[match.index + word.length] === "@"
    )
      continue;
    if (PUBLIC_BEFORE.test(text.slice(Math.max(0, match.index - 40), match.index))) continue;
    if (isRandom(word)) found.push(match.index);
  }
  return found;
}
