import { cutName, shownFileName } from "../text/file-name";

const MAX_LENGTH = 200;

/** A file name as it may be offered for saving: the one that is shown, with its ending. */
export function safeFilename(name: string): string {
  return cutName(shownFileName(name), MAX_LENGTH);
}

/**
 * Returns the header that makes a browser save a file under this name (RFC 6266, with the RFC 8187
 * form for names beyond ASCII).
 */
export function contentDisposition(name: string): string {
  const safe = safeFilename(name);
  const ascii = safe.replace(/[^\x20-\x7e]|["%\\]/g, "_");
  const encoded = encodeURIComponent(safe).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
