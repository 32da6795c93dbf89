import { z } from "zod";

/**
 * The calls of conversations are not in the public reference, so what clients of the vendor show of them differs.
 * `map`: attachments as a map, links as objects. `list`: numbers, unix seconds, no links. `texts`: everything as text.
 */
export const commentSettingsSchema = z.strictObject({
  /** Which calls list the comments of a ticket. */
  form: z.enum(["off", "path", "filter", "both"]),
  replies: z.boolean(),
  shape: z.enum(["map", "list", "texts"]),
  oddities: z.array(
    z.enum([
      /** Internal comments are listed too. */
      "internal",
      /** The newest comment has no id. */
      "without-id",
      "oldest-first",
      /** The filter is ignored: comments of other tickets are listed. */
      "ignored-filter",
      /** Files redirect to another origin. */
      "redirecting-file",
      /** Addresses of files are at another origin. */
      "foreign-uri",
    ]),
  ),
});

export type CommentSettings = z.output<typeof commentSettingsSchema>;

export const DEFAULT_COMMENT_SETTINGS: CommentSettings = {
  form: "both",
  replies: true,
  shape: "map",
  oddities: [],
};
