import { ERROR_MESSAGES } from "../errors";

export interface BodyLimit {
  maxBytes: number;
  message: string;
}

const KB = 1024;
const MB = 1024 * KB;

/** Counted as bytes arrive, whatever the headers announce. */
export const BODY_LIMITS = {
  signIn: {
    maxBytes: 16 * KB,
    message: "This request is too large. Reload the page and sign in again.",
  },
  /** next.config.mjs gives Next the same limit. */
  action: { maxBytes: MB, message: ERROR_MESSAGES.too_large },
  /** The longest text, with JSON escapes. */
  draft: {
    maxBytes: 6 * 320 * KB + 4 * KB,
    message: "The text is too long to save as a draft. Shorten it.",
  },
  draftChange: {
    maxBytes: 4 * KB,
    message: "This request is too large. Reload the page and try again.",
  },
  fileStart: {
    maxBytes: 16 * KB,
    message: "The file’s name is too long. Rename the file and try again.",
  },
  /** Fits functions that take 4.5 MB per request. */
  filePiece: {
    maxBytes: 3 * MB,
    message: "This part of the file is too large. Reload the page and try again.",
  },
} as const satisfies Record<string, BodyLimit>;
