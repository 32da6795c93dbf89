import type { Audience } from "../routes";

/** Words of a search that filter, as `status:open`. */
const SEARCH_WORD_NAMES = [
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

/** Of the list over all organizations alone. */
const STAFF_WORD_NAMES = [
  "org",
  "account",
  "category",
  "assignee",
  "removed",
  "age",
  "unanswered",
] as const;

export type SearchWordName = (typeof SEARCH_WORD_NAMES)[number] | (typeof STAFF_WORD_NAMES)[number];

const ALL_WORD_NAMES = [...SEARCH_WORD_NAMES, ...STAFF_WORD_NAMES] as const;

/** Those of the list of an audience. */
export const wordNames = (audience: Audience): readonly SearchWordName[] =>
  audience === "staff" ? ALL_WORD_NAMES : SEARCH_WORD_NAMES;

/** After `is:`. Nothing is of staff, who see the tickets of others. */
export const IS_WORDS = ["unread", "mine", "archived"] as const;

/** After `has:`. */
export const HAS_WORDS = ["file"] as const;
