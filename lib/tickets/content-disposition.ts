/** Characters that hide or reorder what follows them: controls, zero-width and direction marks. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A file name as it may be offered for saving: one visible line, no path, not empty. */
export function safeFilename(name: string): string {
  const cleaned = name.toWellFormed().replace(INVISIBLE, "").replace(/[/\\]/g, "_").replace(/^\.+/, "_").trim();
  return cleaned.slice(0, 200).toWellFormed() || "file";
}

/** The header that makes a browser save a file under this name (RFC 6266, with the RFC 8187 form for names beyond ASCII). */
export function contentDisposition(name: string): string {
  const safe = safeFilename(name);
  const ascii = safe.replace(/[^\x20-\x7e]|["%\\]/g, "_");
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
