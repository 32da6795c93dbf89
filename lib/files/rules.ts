import { type Message, message, type MessageKey } from "../i18n/message";
import type { FileRules } from "../providers/forms/contract";
import { distinctSizeMessages, fileSizeMessage } from "../text/format-bytes";

/** All pieces but the last. Fits functions that take 4.5 MB per request. */
export const PIECE_BYTES = 3 * 1024 * 1024;

export function piecesOf(size: number): number {
  return Math.ceil(size / PIECE_BYTES);
}

/** Positions count from 0; 0 bytes if there is no such piece. */
export function pieceLength(size: number, position: number): number {
  return Math.max(0, Math.min(PIECE_BYTES, size - position * PIECE_BYTES));
}

export function limitsText({ most, largest, together }: FileRules): Message {
  if (most === 1) return message("files.limitOne", { size: fileSizeMessage(largest) });
  const sum = fileSizeMessage(together);
  return together <= largest
    ? message("files.limitTogether", { most, together: sum })
    : message("files.limitEach", { most, largest: fileSizeMessage(largest), together: sum });
}

/** Null if the sizes are allowed. */
export function rulesProblem(rules: FileRules, sizes: readonly number[]): Message | null {
  const { most, largest, together } = rules;
  if (sizes.some((size) => size <= 0)) return message("files.empty");
  const large = sizes.find((size) => size > largest);
  if (large !== undefined) {
    const [size, limit] = distinctSizeMessages(large, largest);
    return message("files.tooLarge", { size, limit });
  }
  if (sizes.length > most) return message("files.tooMany", { most });
  const sum = sizes.reduce((total, size) => total + size, 0);
  if (sum <= together) return null;
  const [size, limit] = distinctSizeMessages(sum, together);
  return message("files.tooMuch", { size, limit });
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

const TYPE_NAMES: Readonly<Record<string, MessageKey>> = {
  "text/plain": "files.type.text",
  "image/png": "files.type.png",
  "image/jpeg": "files.type.jpeg",
  "image/gif": "files.type.gif",
  "image/webp": "files.type.webp",
  "image/heic": "files.type.heic",
  "image/heic-sequence": "files.type.heicSequence",
  "image/avif": "files.type.avif",
  "application/pdf": "files.type.pdf",
  "application/zip": "files.type.zip",
  "application/gzip": "files.type.gzip",
  "application/x-msdownload": "files.type.windowsProgram",
};

/** Returns a text when the content contradicts the extension, else null. */
export function contradiction(filename: string, mimeType: string | null): Message | null {
  const extension = /\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase() ?? "";
  const expected = Object.hasOwn(TYPES_BY_EXTENSION, extension)
    ? TYPES_BY_EXTENSION[extension]
    : undefined;
  if (mimeType === null || !expected || expected.includes(mimeType)) return null;
  if (mimeType === "application/octet-stream") return message("files.otherContent", { extension });
  const name = Object.hasOwn(TYPE_NAMES, mimeType) ? TYPE_NAMES[mimeType] : undefined;
  return message("files.contradiction", { extension, type: name ? { key: name } : mimeType });
}
