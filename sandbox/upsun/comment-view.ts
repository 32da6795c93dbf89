import type { CommentSettings } from "./comment-settings";
import type { StoredUpsunComment, StoredUpsunFile } from "./state";

export const FOREIGN_FILES = "https://files.upsun.example";

const TYPES: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  pdf: "application/pdf",
  txt: "text/plain",
  log: "text/plain",
  json: "application/json",
};

export function contentType(filename: string): string {
  return TYPES[filename.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";
}

/** Of the file at this place of a comment, below the API's address. */
function filePath(ticketId: string, commentId: string, index: number): string {
  return `/comments/${ticketId}/attachments/${commentId}-${index}`;
}

function uriOf(
  { shape, oddities }: CommentSettings,
  ticketId: string,
  comment: StoredUpsunComment,
  index: number,
): string {
  const path = filePath(ticketId, comment.id, index);
  if (oddities.includes("foreign-uri")) return `${FOREIGN_FILES}${path}?signature=abc`;
  return shape === "texts" ? path.slice(1) : path;
}

/** As the list of all attachments has them. */
export function attachmentList(
  settings: CommentSettings,
  ticketId: string,
  comment: StoredUpsunComment,
) {
  return comment.files.map(({ filename }: StoredUpsunFile, index) => ({
    filename,
    uri: uriOf(settings, ticketId, comment, index),
    content_type: contentType(filename),
  }));
}

function attachmentMap(settings: CommentSettings, ticketId: string, comment: StoredUpsunComment) {
  const files = attachmentList(settings, ticketId, comment).map(({ filename, ...file }, index) => [
    `${comment.id}${index}`,
    { file_name: filename, ...file },
  ]);
  // As PHP writes an empty map.
  return files.length === 0 ? [] : Object.fromEntries(files);
}

/** A comment in the shape of the settings. */
export function commentView(
  settings: CommentSettings,
  ticketId: string,
  comment: StoredUpsunComment,
): Record<string, unknown> {
  const { id, at, authorId, text, public: isPublic } = comment;
  const seconds = Math.floor(Date.parse(at) / 1000);
  const common = { body: text, author_id: authorId };
  switch (settings.shape) {
    case "map":
      return {
        comment_id: id,
        ticket_id: ticketId,
        ...common,
        created_at: at,
        public: isPublic ? "1" : "0",
        attachments: attachmentMap(settings, ticketId, comment),
      };
    case "list":
      return {
        comment_id: Number(id),
        ticket_id: Number(ticketId),
        ...common,
        created_at: seconds,
        public: isPublic ? 1 : 0,
        attachments: attachmentList(settings, ticketId, comment),
      };
    case "texts":
      return {
        comment_id: id,
        ticket_id: ticketId,
        ...common,
        created_at: String(seconds),
        public: isPublic,
        attachments: attachmentList(settings, ticketId, comment),
      };
  }
}

/** The links of a page, as the shape has them. */
export function pageLinks({ shape }: CommentSettings, next: string | null): object {
  if (shape === "list") return {};
  const link = shape === "map" ? { href: next } : next;
  return { _links: next === null ? [] : { next: link } };
}
