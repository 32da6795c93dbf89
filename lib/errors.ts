import { type ErrorCode, errorKey } from "./error-codes";
import { type FieldErrors, type Message, renderMessage } from "./i18n/message";
import { textsOf } from "./i18n/texts";

export interface AppErrorOptions {
  /** Says more than the code's own text. */
  text?: Message;
  /** The provider's own words, untranslated. */
  words?: string;
  fieldErrors?: FieldErrors;
  /** The provider's id of the failed request, to quote to its support. */
  requestId?: string;
  /** Earliest time for a retry. */
  retryAt?: Date;
  /** The provider's own code, e.g. `cooldown_active`. */
  providerCode?: string;
  /** The change may have been stored: the database did not say. */
  mayBeDone?: boolean;
  cause?: unknown;
}

/** The only error class thrown on purpose. Users see `text` and `words`; `message` is for logs. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly text: Message;
  readonly words?: string;
  readonly fieldErrors?: FieldErrors;
  readonly requestId?: string;
  readonly retryAt?: Date;
  readonly providerCode?: string;
  readonly mayBeDone?: boolean;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    const text: Message = options.text ?? { key: errorKey(code) };
    const english = renderMessage(textsOf("en"), text);
    super(options.words ? `${english} ${options.words}` : english, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.text = text;
    this.words = options.words;
    this.fieldErrors = options.fieldErrors;
    this.requestId = options.requestId;
    this.retryAt = options.retryAt;
    this.providerCode = options.providerCode;
    this.mayBeDone = options.mayBeDone;
  }
}

export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}
