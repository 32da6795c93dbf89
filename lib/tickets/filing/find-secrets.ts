import { looksRandom } from "./looks-random";

/** A likely secret in a text to be sent. Detection is linear, never throws and is browser-safe. */

export type SecretKind =
  | "privateKey"
  | "awsKey"
  | "githubToken"
  | "gitlabToken"
  | "slackToken"
  | "stripeKey"
  | "googleKey"
  | "apiKey"
  | "jsonWebToken"
  | "passwordInAddress"
  | "password"
  | "keyOrToken";

export interface SecretFinding {
  kind: SecretKind;
  /** From 1. */
  line: number;
}

interface FoundSecret {
  kind: SecretKind;
  at: number;
}

const MAX_SCANNED_CHARACTERS = 200_000;
const MAX_FINDINGS = 5;

/**
 * Secrets by their format. Bounded repetitions keep matching linear; lookbehinds exclude the middle
 * of longer words.
 */
const FORMATS: ReadonlyArray<readonly [kind: SecretKind, shape: RegExp]> = [
  [
    "privateKey",
    /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-\d|AGE-SECRET-KEY-1[A-Z0-9]{20,80}/g,
  ],
  ["awsKey", /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])(?<!EXAMPLE)/g],
  [
    "githubToken",
    /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{22,255})/g,
  ],
  ["gitlabToken", /(?<![A-Za-z0-9])gl(?:pat|dt|rt|ptt|cbt)-[A-Za-z0-9_-]{20,255}/g],
  [
    "slackToken",
    /(?<![A-Za-z0-9])(?:xox[abeoprs]-[A-Za-z0-9-]{10,255}|xapp-[A-Za-z0-9-]{10,255})|hooks\.slack\.com\/services\/[A-Z0-9]{6,20}\/[A-Z0-9]{6,20}\/[A-Za-z0-9]{10,60}/g,
  ],
  ["stripeKey", /(?<![A-Za-z0-9])(?:[sr]k_(?:live|test)_|whsec_)[A-Za-z0-9]{16,255}/g],
  ["googleKey", /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}/g],
  [
    "apiKey",
    /(?<![A-Za-z0-9])(?:npm_[A-Za-z0-9]{36}|dop_v1_[a-f0-9]{64}|SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}|sk-[A-Za-z0-9_-]{24,255}|hu_(?:live|test)_[A-Za-z0-9_]{16,255})/g,
  ],
  [
    "jsonWebToken",
    /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,4000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,2000}/g,
  ],
];

const ADDRESS =
  /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/[^\s/:@<>"']{0,100}:([^\s/@<>"']{1,200})@/g;
const BEARER = /(?<![A-Za-z])(?:Bearer|Basic)[ \t]{1,5}([A-Za-z0-9._~+/-]{12,4000}={0,2})/g;
const PASSWORD =
  /(?<![\p{L}])(passwords?|passwd|passphrase|passcode|pwd|lösenord(?:et)?|lösen)(?:["'”’\])]{0,2})[ \t]{0,5}(?:[:=]{1,2}>?|→|(?<=\s)(?:is|är)(?=\s))[ \t]{0,5}["'“‘`]{0,2}([^\s"'”’`]{1,200})/giu;
const KEY =
  /(api[ _-]?(?:key|token|nyckel)|access[ _-]?(?:key|token)|secret[ _-]?(?:key|access[ _-]?key|token)|client[ _-]?secret|auth[ _-]?token|refresh[ _-]?token|private[ _-]?key|(?<![\p{L}])(?:secret|token|credentials?))(?:["'”’\])]{0,2})[ \t]{0,5}(?:[:=]{1,2}>?|→|(?<=\s)(?:is|är)(?=\s))[ \t]{0,5}["'“‘`]{0,2}([^\s"'”’`]{1,200})/giu;

/** Placeholders, and ordinary words that follow "password:" in prose. */
const NO_SECRET =
  /^(?:[*•●xX.…_?#-]{1,200}|null|nil|none|undefined|empty|blank|true|false|yes|no|n\/a|required|optional|incorrect|invalid|wrong|expired|missing|forgotten|lost|unknown|hidden|redacted|removed|changed|changeme|secret|token|password|passwd|pass|pwd|user|string|example|your\S{0,40}|my\S{0,20}|see|same|not|inte|glömt|saknas|fel|ogiltigt|okänt)$/iu;
const PLACEHOLDER =
  /^(?:[<[{(%$*•]|https?:\/\/|process\.env|os\.environ|getenv|secrets?\.|env\.)/iu;

function isValue(value: string): boolean {
  return !NO_SECRET.test(value) && !PLACEHOLDER.test(value);
}

/** Excludes prose: a plain word followed by others, and after "is" any word without a digit. */
function isPassword(match: RegExpExecArray, text: string): boolean {
  const value = trimmed(match[2] ?? "");
  if (value.length < 4 || !isValue(value)) return false;
  if (/\p{L}/u.test(value) && /\d/.test(value)) return true;
  const before = match[0].slice(0, match[0].length - (match[2] ?? "").length);
  if (/\s(?:is|är)[ \t]{1,5}$/iu.test(before)) return false;
  if (/["'“‘`]$/.test(before) || !/^[\p{L}-]{1,200}$/u.test(value)) return true;
  const rest =
    text
      .slice(match.index + match[0].length, match.index + match[0].length + 80)
      .split("\n", 1)[0] ?? "";
  return !/\p{L}/u.test(rest);
}

function isKey(match: RegExpExecArray): boolean {
  const value = trimmed(match[2] ?? "");
  return value.length >= 8 && /\d/.test(value) && /\p{L}/u.test(value) && isValue(value);
}

function trimmed(value: string): string {
  return value.replace(/[.,;:!?)\]}>]{1,10}$/, "");
}

/** Finds likely secrets in line order, each kind once per line. */
export function findSecrets(text: string): SecretFinding[] {
  const scanned = text.slice(0, MAX_SCANNED_CHARACTERS);
  const found: FoundSecret[] = [];
  const collect = (kind: SecretKind, shape: RegExp, isOne: (match: RegExpExecArray) => boolean) => {
    for (const match of scanned.matchAll(shape))
      if (isOne(match)) found.push({ kind, at: match.index });
  };
  for (const [kind, shape] of FORMATS) collect(kind, shape, () => true);
  collect("passwordInAddress", ADDRESS, (match) => isValue(match[1] ?? ""));
  collect("password", PASSWORD, (match) => isPassword(match, scanned));
  collect("keyOrToken", KEY, isKey);
  collect("keyOrToken", BEARER, (match) => /\d/.test(match[1] ?? "") && isValue(match[1] ?? ""));
  if (found.length === 0)
    for (const at of looksRandom(scanned)) found.push({ kind: "keyOrToken", at });
  return byLine(
    scanned,
    found.sort((one, other) => one.at - other.at),
  );
}

function byLine(text: string, found: readonly FoundSecret[]): SecretFinding[] {
  const findings: SecretFinding[] = [];
  const seen = new Set<string>();
  let line = 1;
  let counted = 0;
  for (const { kind, at } of found) {
    for (
      let next = text.indexOf("\n", counted);
      next !== -1 && next < at;
      next = text.indexOf("\n", counted)
    ) {
      line += 1;
      counted = next + 1;
    }
    const name = `${kind} ${line}`;
    if (!seen.has(name)) findings.push({ kind, line });
    seen.add(name);
    if (findings.length === MAX_FINDINGS) break;
  }
  return findings;
}

export type SecretFindings = Record<string, SecretFinding[]>;

/** Of several texts, by name; those without a finding are left out. */
export function findSecretsIn(texts: Readonly<Record<string, string>>): SecretFindings {
  return Object.fromEntries(
    Object.entries(texts)
      .map(([name, text]) => [name, findSecrets(text)] as const)
      .filter(([, findings]) => findings.length > 0),
  );
}
