import { INVISIBLE, visibleName } from "./visible-name";

/** Longer endings are part of the name rather than an extension. */
const MAX_EXTENSION = 16;
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Splits a file's name before its extension, which begins with the dot and may be empty. */
export function splitName(name: string): [stem: string, extension: string] {
  const dot = name.lastIndexOf(".");
  const isExtension = dot > 0 && dot < name.length - 1 && name.length - dot <= MAX_EXTENSION;
  return isExtension ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
}

/** Cuts a file's name to so many code units in front of its extension, between characters. */
export function cutName(name: string, max: number): string {
  if (name.length <= max) return name;
  const [stem, extension] = splitName(name);
  const room = Math.max(1, max - extension.length);
  // One character may carry many marks; one that does not fit is left out.
  const end = segmenter.segment(stem.slice(0, room + 64)).containing(room)?.index ?? room;
  // A blank before the extension would only puzzle.
  return (stem.slice(0, end).trimEnd() || stem.slice(0, room)) + extension;
}

/** Returns a name from outside as it is shown and saved: one visible line, no path, never empty. */
export function shownFileName(name: string | null | undefined): string {
  const given = (name ?? "").toWellFormed();
  if (given.replace(INVISIBLE, "").trim() === "") return "file";
  const line = visibleName(given).replace(/[/\\]/g, "_").trim();
  return line.replace(/^\.+/, "_");
}

/** What a file is, as far as its name and its type agree on it. */
export type FileKind = "image" | "text" | "archive" | "other";

const KINDS: ReadonlyArray<[kind: FileKind, extension: RegExp, type: RegExp]> = [
  ["image", /^\.(?:png|apng|jpe?g|gif|webp|bmp|heic|heif|avif|tiff?|svg)$/i, /^image\//],
  [
    "text",
    /^\.(?:txt|log|csv|md|json|xml|ya?ml|ini|conf|html?|pdf|docx?|odt|rtf|eml)$/i,
    /^text\/|pdf$|word|opendocument\.text|json$|xml$/,
  ],
  ["archive", /^\.(?:zip|gz|tgz|tar|7z|bz2|xz|rar)$/i, /zip|compressed|x-tar/],
];

/**
 * Returns what a file is, for its icon: by its real extension, and by its type where it has none.
 * A program that claims to be an image is "other".
 */
export function fileKind(name: string, type: string | null): FileKind {
  const [, extension] = splitName(name.replace(/[\s.]+$/, ""));
  const byType = KINDS.find(([, , pattern]) => type !== null && pattern.test(type))?.[0];
  if (extension === "") return byType ?? "other";
  return KINDS.find(([, pattern]) => pattern.test(extension))?.[0] ?? "other";
}
