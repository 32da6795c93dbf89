import { cutName } from "./file-name";
import { INVISIBLE } from "./visible-name";

const LENGTH_MAX = 120;

/** Names that Windows takes for devices, whatever their extension. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/iu;

/**
 * A file's name as it may be stored, shown and sent to a provider: one visible line of at most 120 characters, without a path, and
 * usable on every system. Never empty.
 */
export function safeName(given: string): string {
  const line = given
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/gu, " ")
    .replace(INVISIBLE, "");
  const last =
    line
      .split(/[/\\]/u)
      .filter((part) => part.trim() !== "")
      .at(-1) ?? "";
  const plain = last
    .replace(/\p{Zs}+/gu, " ")
    .replace(/[<>:"|?*]/gu, "_")
    .trim()
    .replace(/^[.\s]+/u, "_")
    .replace(/[.\s]+$/u, "");
  const free = DEVICE.test(plain) ? `_${plain}` : plain;
  return cutName(free, LENGTH_MAX) || "file";
}

/** The name, or the first numbered one that is not taken: `log (2).txt`. Names that differ in case alone are the same to many systems. */
export function freeName(name: string, taken: readonly string[]): string {
  const standing = new Set(taken.map((other) => other.toLowerCase()));
  if (!standing.has(name.toLowerCase())) return name;
  const dot = name.lastIndexOf(".");
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  for (let number = 2; ; number += 1) {
    const mark = ` (${number})`;
    const room = Math.max(1, LENGTH_MAX - extension.length - mark.length);
    const candidate = `${stem
      .slice(0, room)
      .toWellFormed()
      .replace(/\uFFFD$/u, "")
      .trimEnd()}${mark}${extension}`;
    if (!standing.has(candidate.toLowerCase())) return candidate;
  }
}
