import { type Message, message, type MessageKey } from "../i18n/message";

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
