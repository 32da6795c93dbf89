/** Words of a search that filter, as `status:open`. */
export const SEARCH_WORD_NAMES = [
  "turn",
  "status",
  "provider",
  "priority",
  "service",
  "from",
  "is",
  "has",
  "since",
  "until",
] as const;

export type SearchWordName = (typeof SEARCH_WORD_NAMES)[number];

/** After `is:`. Nothing is of staff, who see the tickets of others. */
export const IS_WORDS = ["unread", "mine", "archived"] as const;

/** After `has:`. */
export const HAS_WORDS = ["file"] as const;
