import { z } from "zod";

import { id } from "../ids";
import type { FileRules } from "../providers/forms/contract";
import { formatDistinctSizes, formatFileSize } from "../text/format-bytes";
import { draftKeyInput } from "./draft-key";

/** All pieces but the last. Fits functions that take 4.5 MB per request. */
export const PIECE_BYTES = 3 * 1024 * 1024;

export function piecesOf(size: number): number {
  return Math.ceil(size / PIECE_BYTES);
}

/** Positions count from 0; 0 bytes if there is no such piece. */
export function pieceLength(size: number, position: number): number {
  return Math.max(0, Math.min(PIECE_BYTES, size - position * PIECE_BYTES));
}

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

export const beginInput = z.object({
  /** Chosen by the browser, so that a lost request can be repeated. */
  id: z.string().regex(ULID).optional(),
  draftKey: draftKeyInput,
  connectionId: id,
  name: z.string().max(2_000),
  size: z.int().nonnegative(),
});

export type BeginInput = z.output<typeof beginInput>;

export function limitsText({ most, largest, together }: FileRules): string {
  if (most === 1) return `One file of up to ${formatFileSize(largest, "en")}.`;
  return together <= largest
    ? `Up to ${most} files, ${formatFileSize(together, "en")} together.`
    : `Up to ${most} files of ${formatFileSize(largest, "en")} each, ${formatFileSize(together, "en")} together.`;
}

/** A sentence, or null if the sizes are allowed. */
export function rulesProblem(rules: FileRules, sizes: readonly number[]): string | null {
  if (sizes.some((size) => size <= 0)) return "The file is empty.";
  const large = sizes.find((size) => size > rules.largest);
  if (large !== undefined) {
    const [size, most] = formatDistinctSizes(large, rules.largest, "en");
    return `The file is too large: ${size}. The limit is ${most}.`;
  }
  if (sizes.length > rules.most)
    return rules.most === 1
      ? "Only one file can be attached."
      : `At most ${rules.most} files can be attached.`;
  const sum = sizes.reduce((total, size) => total + size, 0);
  if (sum <= rules.together) return null;
  const [size, most] = formatDistinctSizes(sum, rules.together, "en");
  return `All files together can be at most ${most}; these are ${size}.`;
}

/** Images that run nothing; not SVG. */
export const PREVIEW_TYPES: ReadonlySet<string> = new Set([
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
]);

const TEXT = ["text/plain"];
const ZIP = ["application/zip"];
const HEIF = ["image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence"];
const OLE = ["application/x-cfb"];
const OFFICE = "application/vnd.openxmlformats-officedocument";
const OPEN_DOCUMENT = "application/vnd.oasis.opendocument";

/** Some formats are detected as their container. */
const TYPES_BY_EXTENSION: Readonly<Record<string, readonly string[]>> = {
  png: ["image/png", "image/apng"],
  jpg: ["image/jpeg"],
  jpeg: ["image/jpeg"],
  gif: ["image/gif"],
  webp: ["image/webp"],
  bmp: ["image/bmp"],
  heic: HEIF,
  heics: HEIF,
  heif: HEIF,
  heifs: HEIF,
  hif: HEIF,
  avif: ["image/avif"],
  pdf: ["application/pdf"],
  zip: ZIP,
  gz: ["application/gzip"],
  tgz: ["application/gzip"],
  "7z": ["application/x-7z-compressed"],
  tar: ["application/x-tar"],
  mp4: ["video/mp4", "video/quicktime"],
  mov: ["video/quicktime", "video/mp4"],
  webm: ["video/webm", "video/matroska"],
  docx: [`${OFFICE}.wordprocessingml.document`, ...ZIP],
  xlsx: [`${OFFICE}.spreadsheetml.sheet`, ...ZIP],
  pptx: [`${OFFICE}.presentationml.presentation`, ...ZIP],
  odt: [`${OPEN_DOCUMENT}.text`, ...ZIP],
  ods: [`${OPEN_DOCUMENT}.spreadsheet`, ...ZIP],
  doc: OLE,
  xls: OLE,
  ppt: OLE,
  ...Object.fromEntries(
    [
      "txt",
      "log",
      "csv",
      "json",
      "xml",
      "html",
      "htm",
      "svg",
      "md",
      "yml",
      "yaml",
      "ini",
      "conf",
    ].map((extension) => [extension, TEXT]),
  ),
};

const TYPE_NAMES: Readonly<Record<string, string>> = {
  "text/plain": "text",
  "image/png": "a PNG image",
  "image/jpeg": "a JPEG image",
  "image/gif": "a GIF image",
  "image/webp": "a WebP image",
  "image/heic": "a HEIC image",
  "image/heic-sequence": "a sequence of HEIC images",
  "image/avif": "an AVIF image",
  "application/pdf": "a PDF document",
  "application/zip": "a ZIP archive",
  "application/gzip": "a gzip archive",
  "application/x-msdownload": "a Windows program",
  "application/octet-stream": "of no kind that we recognize",
};

/** A sentence when the content contradicts the extension, else null. */
export function contradiction(filename: string, mimeType: string | null): string | null {
  const extension = /\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase() ?? "";
  const expected = Object.hasOwn(TYPES_BY_EXTENSION, extension)
    ? TYPES_BY_EXTENSION[extension]
    : undefined;
  if (mimeType === null || !expected || expected.includes(mimeType)) return null;
  return `The name ends in .${extension}, but the content is ${TYPE_NAMES[mimeType] ?? mimeType}.`;
}
