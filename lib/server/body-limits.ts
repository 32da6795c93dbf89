import { type Message, message } from "../i18n/message";
import { ACTION_BYTES } from "./action-limit";

export interface BodyLimit {
  maxBytes: number;
  text: Message;
}

const KB = 1024;
const MB = 1024 * KB;

/** Counted as bytes arrive, whatever the headers announce. */
export const BODY_LIMITS = {
  signIn: {
    maxBytes: 16 * KB,
    text: message("bodyLimits.signIn"),
  },
  action: { maxBytes: ACTION_BYTES, text: message("failure.too_large") },
  /** The longest text, with JSON escapes. */
  draft: {
    maxBytes: 6 * 320 * KB + 4 * KB,
    text: message("bodyLimits.draft"),
  },
  /** The longest text, with every byte of it as three. */
  plainForm: {
    maxBytes: 3 * 320 * KB + 16 * KB,
    text: message("bodyLimits.draft"),
  },
  draftChange: {
    maxBytes: 4 * KB,
    text: message("bodyLimits.draftChange"),
  },
  fileStart: {
    maxBytes: 16 * KB,
    text: message("bodyLimits.fileStart"),
  },
  /** Fits functions that take 4.5 MB per request. */
  filePiece: {
    maxBytes: 3 * MB,
    text: message("bodyLimits.filePiece"),
  },
} as const satisfies Record<string, BodyLimit>;
