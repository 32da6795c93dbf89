import { create } from "content-disposition";

import { INVISIBLE, visibleName } from "../i18n/visible-name";

const MAX_EXTENSION = 16;
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

export function splitName(name: string): [stem: string, extension: string] {
  const dot = name.lastIndexOf(".");
  const isExtension = dot > 0 && dot < name.length - 1 && name.length - dot <= MAX_EXTENSION;
  return isExtension ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
}

/** Cuts the stem between characters, to `max` code units in all. */
export function cutName(name: string, max: number): string {
  if (name.length <= max) return name;
  const [stem, extension] = splitName(name);
  const room = Math.max(1, max - extension.length);
  // A character can have many combining marks; one that does not fit is dropped.
  const end = segmenter.segment(stem.slice(0, room + 64)).containing(room)?.index ?? room;
  return (stem.slice(0, end).trimEnd() || stem.slice(0, room)) + extension;
}

export function shownFileName(name: string | null | undefined): string {
  const given = (name ?? "").toWellFormed();
  if (given.replace(INVISIBLE, "").trim() === "") return "file";
  const line = visibleName(given).replace(/[/\\]/g, "_").trim();
  return line.replace(/^\.+/, "_");
}

const MAX_STORED_LENGTH = 120;

/** Device names on Windows, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/iu;

/** One visible line of at most 120 characters, no path, valid on every system, never empty. */
export function toStorableFileName(given: string): string {
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
  return cutName(free, MAX_STORED_LENGTH) || "file";
}

/** Appends the first free number; ignores case, as many systems do. */
export function toUniqueFileName(name: string, taken: readonly string[]): string {
  const standing = new Set(taken.map((other) => other.toLowerCase()));
  if (!standing.has(name.toLowerCase())) return name;
  const dot = name.lastIndexOf(".");
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  for (let number = 2; ; number += 1) {
    const mark = ` (${number})`;
    const room = Math.max(1, MAX_STORED_LENGTH - extension.length - mark.length);
    const candidate = `${stem
      .slice(0, room)
      .toWellFormed()
      .replace(/\uFFFD$/u, "")
      .trimEnd()}${mark}${extension}`;
    if (!standing.has(candidate.toLowerCase())) return candidate;
  }
}

const MAX_DOWNLOAD_LENGTH = 200;

export function toDownloadFileName(name: string): string {
  return cutName(shownFileName(name), MAX_DOWNLOAD_LENGTH);
}

/** The header of a download, by RFC 6266 and 8187. */
export function contentDisposition(name: string): string {
  const safe = toDownloadFileName(name);
  // Some browsers decode `%` in the fallback.
  return create(safe, { fallback: safe.replace(/[^\x20-\x7e]|["%\\]/g, "_") });
}

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

/** By extension first: a program that claims to be an image is "other". */
export function fileKind(name: string, type: string | null): FileKind {
  const [, extension] = splitName(name.replace(/[\s.]+$/, ""));
  const byType = KINDS.find(([, , pattern]) => type !== null && pattern.test(type))?.[0];
  if (extension === "") return byType ?? "other";
  return KINDS.find(([, pattern]) => pattern.test(extension))?.[0] ?? "other";
}

/** True for names, or without an extension types, of images that every browser shows. */
export function isPicture(name: string, type: string | null): boolean {
  const [, extension] = splitName(name);
  return extension === ""
    ? type !== null && /^image\/(?:png|jpeg|gif|webp)$/.test(type)
    : /^\.(?:png|jpe?g|gif|webp)$/i.test(extension);
}
