import { type Message, message, type MessageKey } from "../../i18n/message";

const ADDRESS_MAX = 254;
const LOCAL_MAX = 64;
/** Longer text is slow to parse and no list of addresses. */
const TEXT_MAX = 20_000;
const SEPARATORS = new Set([",", ";", "\n", "\r", "\t", "，", "；", "、"]);
const CLOSING: Readonly<Record<string, string>> = { '"': '"', "“": "”", "<": ">", "(": ")" };
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const DOMAIN_LETTERS = /^[\p{L}\p{M}\p{N}.。-]+$/u;
// Format characters copied from mail programs.
const INVISIBLE = /\p{Cf}/gu;

interface Piece {
  text: string;
  /** The separator before it. */
  before: string;
}

/** Ignores separators in quotes, angle brackets and comments. */
function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let current = "";
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    const end = sign in CLOSING ? text.indexOf(CLOSING[sign] ?? "", at + 1) : -1;
    const inside = text.slice(at + 1, end);
    if (end > at && !/[\n\r]/.test(inside)) {
      current += text.slice(at, end + 1);
      at = end;
    } else if (SEPARATORS.has(sign)) {
      found.push({ text: current, before: sign });
      current = "";
    } else current += sign;
  }
  return [...found, { text: current, before: "" }];
}

/** Rejoins "Svensson, Anna <anna@x.example>". */
function joinNames(parts: Piece[]): string[] {
  const joined: string[] = [];
  let name = "";
  for (const [index, { text, before }] of parts.entries()) {
    const next = parts[index + 1]?.text ?? "";
    const isText = text.trim() !== "" && !/[@<>]/.test(text);
    if (isText && before === "," && next.includes("<")) name += `${text},`;
    else {
      joined.push(name + text);
      name = "";
    }
  }
  return joined;
}

export function splitAddresses(text: string | undefined): string[] {
  return joinNames(pieces((text ?? "").slice(0, TEXT_MAX).replace(INVISIBLE, "")))
    .flatMap((entry) => {
      const words = entry.trim().split(/\s+/u);
      const isAddress = (word: string) => /^<?[^\s<>"@]+@[^\s<>"@]+>?$/u.test(word);
      return words.length > 1 && words.every(isAddress) ? words : [entry.trim()];
    })
    .filter((entry) => entry !== "");
}

/** Other scripts become punycode; null for no domain. */
function asciiDomain(domain: string): string | null {
  if (!DOMAIN_LETTERS.test(domain) || !URL.canParse(`http://${domain}`)) return null;
  const host = new URL(`http://${domain}`).hostname;
  const labels = host.split(".");
  const isName = labels.length > 1 && labels.every((label) => LABEL.test(label));
  return isName && !/^\d+$/.test(labels.at(-1) ?? "") ? host : null;
}

export function addressOf(entry: string): string | null {
  const [, bracketed] = /<([^<>]*)>\s*$/u.exec(entry) ?? [];
  const plain = entry.replace(/\([^()]*\)/gu, "").replace(/^[\p{L}\s-]+:\s*/u, "");
  const address = (bracketed ?? plain)
    .trim()
    .replace(/^mailto:/iu, "")
    .replace("＠", "@");
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at);
  if (at < 1 || local.length > LOCAL_MAX || !LOCAL.test(local)) return null;
  const domain = asciiDomain(address.slice(at + 1));
  const whole = `${local}@${domain ?? ""}`;
  return domain === null || whole.length > ADDRESS_MAX ? null : whole;
}

export function addressesIn(text: string | undefined): string[] {
  const found = splitAddresses(text).flatMap((entry) => addressOf(entry) ?? []);
  const keys = found.map((address) => address.toLowerCase());
  return found.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}

export function addressesProblem(
  text: string,
  labelKey: MessageKey,
  maxEntries: number,
): Message | null {
  const label = { key: labelKey };
  if (text.length > TEXT_MAX) return message("validation.tooLong", { label, max: TEXT_MAX });
  const wrong = splitAddresses(text).find((entry) => addressOf(entry) === null);
  if (wrong !== undefined) {
    const entry = [...wrong].slice(0, 100).join("");
    return message("validation.notAddress", { entry: { words: entry } });
  }
  if (addressesIn(text).length <= maxEntries) return null;
  return message("validation.tooManyAddresses", { label, max: maxEntries });
}
