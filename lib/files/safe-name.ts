const LENGTH_MAX = 120;
const EXTENSION_MAX = 16;

/** Nothing to see, but something to be misled by: controls, zero-width and direction marks, fillers, variation selectors, lone line ends. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Names that Windows takes for devices, whatever their extension. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/iu;

/** Cut to the length that file systems and providers take, with its extension. */
function shortened(name: string): string {
  if (name.length <= LENGTH_MAX) return name;
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && name.length - dot <= EXTENSION_MAX ? name.slice(dot) : "";
  const stem = name.slice(0, LENGTH_MAX - extension.length);
  // Half of a surrogate pair is dropped; a blank before the extension would only puzzle.
  return stem.toWellFormed().replace(/\uFFFD$/u, "").trimEnd() + extension;
}

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
  const last = line.split(/[/\\]/u).filter((part) => part.trim() !== "").at(-1) ?? "";
  const plain = last
    .replace(/\p{Zs}+/gu, " ")
    .replace(/[<>:"|?*]/gu, "_")
    .trim()
    .replace(/^[.\s]+/u, "_")
    .replace(/[.\s]+$/u, "");
  const free = DEVICE.test(plain) ? `_${plain}` : plain;
  return shortened(free) || "file";
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
    const candidate = `${stem.slice(0, room).toWellFormed().replace(/\uFFFD$/u, "").trimEnd()}${mark}${extension}`;
    if (!standing.has(candidate.toLowerCase())) return candidate;
  }
}
