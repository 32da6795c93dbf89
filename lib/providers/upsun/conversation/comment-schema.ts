import { z } from "zod";

import {
  listOf,
  maybeId,
  maybeListOf,
  maybeNumber,
  maybeText,
  maybeTime,
} from "../../schema-helpers";

/** Not in the public reference: types differ between its clients, so nothing is required. */

const PUBLIC: ReadonlySet<unknown> = new Set([1, true, "1", "true", "yes"]);

/** Only a missing flag tells nothing; whatever is not known to mean public counts as internal. */
function isPublic(value: unknown): boolean {
  return value === undefined || PUBLIC.has(typeof value === "string" ? value.trim() : value);
}

const commentFileSchema = z
  .object({ file_name: maybeText, filename: maybeText, uri: maybeText, content_type: maybeText })
  .refine((file) => Boolean(file.file_name || file.filename || file.uri));

export type UpsunCommentFile = z.output<typeof commentFileSchema>;

/** `comment_id` is null where it is unusable. */
export const commentSchema = z.object({
  comment_id: maybeId,
  ticket_id: maybeId,
  body: maybeText,
  author_id: maybeId,
  created_at: maybeTime,
  public: z.unknown().optional().transform(isPublic),
  attachments: maybeListOf(commentFileSchema),
});

export type UpsunComment = z.output<typeof commentSchema>;

export const commentPageSchema = z.object({
  count: maybeNumber,
  comments: listOf(commentSchema),
  _links: z.unknown().optional(),
});

export type UpsunCommentPage = z.output<typeof commentPageSchema>;

/** The answer to a reply: its id is what counts. */
export const createdCommentSchema = z
  .object({ comment_id: maybeId, id: maybeId })
  .transform((created, context) => {
    const id = created.comment_id ?? created.id;
    if (id !== null) return { id };
    context.addIssue({ code: "custom", message: "no usable id" });
    return z.NEVER;
  });

/** `attachments[].data` is base64. `public` is left to Upsun. */
export interface UpsunReplyBody {
  ticket_id: string;
  body: string;
  author_id?: string;
  attachments?: { filename: string; data: string }[];
}
