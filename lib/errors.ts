/**
 * Every way in which something can go wrong, as a closed list. Codes are stable: people quote them, tests and the browser
 * branch on them. The text is what a person reads when nothing more exact is known.
 */
export const ERROR_MESSAGES = {
  invalid: "Some fields are invalid. Check them and try again.",
  unauthenticated: "Your session has ended. Sign in again; what you typed is still here.",
  other_viewer: "You are now signed in as someone else. Nothing was changed.",
  outdated: "This page is out of date. Reload it; your text is kept.",
  too_large: "This is too large to send at once. Shorten the text and try again.",
  offline: "You are offline. Nothing was sent; what you typed is still here.",
  unreachable:
    "The portal could not be reached. Nothing was lost. Check your connection and try again.",
  forbidden: "Your account is not allowed to do this.",
  not_found: "This does not exist, or you do not have access to it.",
  conflict: "This was changed or sent in the meantime. Reload to see its current state.",
  throttled: "Too many attempts. Wait a little and try again.",
  busy: "The portal is busy at the moment. Try again in a few seconds.",
  connection_inactive: "This account is no longer connected.",
  credential_unreadable: "The stored credential cannot be opened. Replace the key.",
  provider_unauthorized: "The provider does not accept this key.",
  provider_forbidden: "The provider does not allow this with this key.",
  provider_not_found: "The provider has nothing under this id.",
  provider_invalid: "The provider did not accept some of the fields.",
  provider_conflict: "The provider does not allow this right now.",
  provider_rate_limited: "The provider asked us to wait.",
  provider_unavailable: "The provider cannot be reached at the moment.",
  provider_timeout: "The provider did not answer in time.",
  provider_unknown_outcome: "The provider may have received this, but its answer was lost.",
  provider_unreadable: "We couldn’t understand the provider’s response.",
  unwritable: "Some tickets could not be stored as the provider sent them. We’ll retry.",
  internal: "Something went wrong on our side.",
} as const;

export type ErrorCode = keyof typeof ERROR_MESSAGES;

/** Messages by form field name; "" holds what belongs to the form as a whole. */
export type FieldErrors = Record<string, string>;

export interface AppErrorOptions {
  message?: string;
  fieldErrors?: FieldErrors;
  /** The provider's id of the request that failed, for its support. */
  requestId?: string;
  /** The earliest moment at which trying again makes sense. */
  retryAt?: Date;
  /** The provider's own machine-readable code, e.g. `cooldown_active`. */
  providerCode?: string;
  cause?: unknown;
}

/** The one error that this product throws on purpose. `message` is fit for people; details for staff are in the fields. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fieldErrors?: FieldErrors;
  readonly requestId?: string;
  readonly retryAt?: Date;
  readonly providerCode?: string;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? ERROR_MESSAGES[code], { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.fieldErrors = options.fieldErrors;
    this.requestId = options.requestId;
    this.retryAt = options.retryAt;
    this.providerCode = options.providerCode;
  }
}

export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}
