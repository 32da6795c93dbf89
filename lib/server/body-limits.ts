import { ERROR_MESSAGES } from "../errors";

/** Maximum size of a request's body, and the message for a person who exceeds it. */
export interface BodyLimit {
  maxBytes: number;
  message: string;
}

const KB = 1024;
const MB = 1024 * KB;

/** Body limits by kind of request. Bodies are counted as they arrive, whatever their headers announce. */
export const BODY_LIMITS = {
  /** Sign-in, sign-out and the rest of /api/auth: open to anyone, so it must stay small. */
  signIn: {
    maxBytes: 16 * KB,
    message: "This request is too large. Reload the page and sign in again.",
  },
  /** Every server action. next.config.mjs gives Next the same limit. */
  action: { maxBytes: MB, message: ERROR_MESSAGES.too_large },
  /** A draft of the longest text that may be typed. Escapes can make it several times as long. */
  draft: {
    maxBytes: 6 * 320 * KB + 4 * KB,
    message: "The text is too long to save as a draft. Shorten it.",
  },
  /** Discards a draft or brings it back. */
  draftChange: {
    maxBytes: 4 * KB,
    message: "This request is too large. Reload the page and try again.",
  },
  /** Announces a file: its name and size. */
  fileStart: {
    maxBytes: 16 * KB,
    message: "The file’s name is too long. Rename the file and try again.",
  },
  /** One piece of a file: small enough for functions that take 4.5 MB a request. */
  filePiece: {
    maxBytes: 3 * MB,
    message: "This part of the file is too large. Reload the page and try again.",
  },
} as const satisfies Record<string, BodyLimit>;
