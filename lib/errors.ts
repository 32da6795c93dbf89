/** The closed list of error codes, each with the text that is shown unless a better one is known. */
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

/** What the code that meets an error does about it. A new code answers each question once. */
export interface ErrorTraits {
  /** Status of a route handler's answer. */
  httpStatus: number;
  /**
   * - `stop`: the credential or the lease is lost; nothing more may be read or written.
   * - `postpone`: the sync ends early and continues later.
   * - `skip_ticket`: concerns one ticket; the sync goes on without it.
   * - `no_answer`: like `skip_ticket` while listing, up to a limit; ends the check for deletions.
   * - `fail`: the resource under way fails.
   */
  duringSync: "stop" | "postpone" | "skip_ticket" | "no_answer" | "fail";
  /** What brings the connection back: a retry, or a manager of the organization. */
  recovery: "automatic" | "replace_credential" | "reconnect";
  /** A submission that certainly did not arrive is sent again later instead of being rejected. */
  retriesWrite: boolean;
  /** After a call that went out: the provider may have carried it out. */
  writeMayHaveArrived: boolean;
  /** On a resumed listing: the saved page cursor is no longer valid. */
  refusesPageCursor: boolean;
  /** On an upload: refuses this file only; the other files are still sent. */
  concernsOneFile: boolean;
  /** On a request for the credential's own user: it stays unknown, and that is acceptable. */
  leavesCallerUnknown: boolean;
  /** The sign-in form has a text for it; it shows anything else as `internal`. */
  shownAtSignIn: boolean;
}

/** Errors of the portal itself, before a provider has answered. */
const PORTAL_ERROR = {
  duringSync: "fail",
  recovery: "automatic",
  retriesWrite: false,
  writeMayHaveArrived: false,
  refusesPageCursor: false,
  concernsOneFile: false,
  leavesCallerUnknown: false,
  shownAtSignIn: false,
} as const;

const ERROR_TRAITS = {
  invalid: { ...PORTAL_ERROR, httpStatus: 400, concernsOneFile: true },
  unauthenticated: { ...PORTAL_ERROR, httpStatus: 401 },
  other_viewer: { ...PORTAL_ERROR, httpStatus: 409 },
  outdated: { ...PORTAL_ERROR, httpStatus: 409 },
  too_large: { ...PORTAL_ERROR, httpStatus: 413 },
  offline: { ...PORTAL_ERROR, httpStatus: 502 },
  unreachable: { ...PORTAL_ERROR, httpStatus: 502 },
  forbidden: { ...PORTAL_ERROR, httpStatus: 403 },
  not_found: { ...PORTAL_ERROR, httpStatus: 404 },
  conflict: { ...PORTAL_ERROR, httpStatus: 409, duringSync: "stop" },
  throttled: { ...PORTAL_ERROR, httpStatus: 429, shownAtSignIn: true },
  busy: {
    httpStatus: 503,
    duringSync: "postpone",
    recovery: "automatic",
    retriesWrite: true,
    writeMayHaveArrived: false,
    refusesPageCursor: false,
    concernsOneFile: false,
    leavesCallerUnknown: false,
    shownAtSignIn: true,
  },
  connection_inactive: {
    ...PORTAL_ERROR,
    httpStatus: 409,
    duringSync: "stop",
    recovery: "reconnect",
  },
  credential_unreadable: {
    ...PORTAL_ERROR,
    httpStatus: 502,
    duringSync: "stop",
    recovery: "replace_credential",
  },
  provider_unauthorized: {
    httpStatus: 502,
    duringSync: "stop",
    recovery: "replace_credential",
    retriesWrite: false,
    writeMayHaveArrived: false,
    refusesPageCursor: false,
    concernsOneFile: false,
    leavesCallerUnknown: false,
    shownAtSignIn: false,
  },
  provider_forbidden: {
    httpStatus: 502,
    duringSync: "skip_ticket",
    recovery: "automatic",
    retriesWrite: false,
    writeMayHaveArrived: false,
    refusesPageCursor: false,
    concernsOneFile: true,
    leavesCallerUnknown: true,
    shownAtSignIn: false,
  },
  provider_not_found: {
    httpStatus: 502,
    duringSync: "fail",
    recovery: "automatic",
    retriesWrite: false,
    writeMayHaveArrived: false,
    refusesPageCursor: true,
    concernsOneFile: true,
    leavesCallerUnknown: true,
    shownAtSignIn: false,
  },
  provider_invalid: {
    httpStatus: 502,
    duringSync: "skip_ticket",
    recovery: "automatic",
    retriesWrite: false,
    writeMayHaveArrived: false,
    refusesPageCursor: true,
    concernsOneFile: true,
    leavesCallerUnknown: false,
    shownAtSignIn: false,
  },
  provider_conflict: {
    httpStatus: 502,
    duringSync: "fail",
    recovery: "automatic",
    retriesWrite: false,
    writeMayHaveArrived: false,
    refusesPageCursor: false,
    concernsOneFile: true,
    leavesCallerUnknown: false,
    shownAtSignIn: false,
  },
  provider_rate_limited: {
    httpStatus: 502,
    duringSync: "postpone",
    recovery: "automatic",
    retriesWrite: true,
    writeMayHaveArrived: false,
    refusesPageCursor: false,
    concernsOneFile: false,
    leavesCallerUnknown: false,
    shownAtSignIn: false,
  },
  provider_unavailable: {
    httpStatus: 502,
    duringSync: "no_answer",
    recovery: "automatic",
    retriesWrite: true,
    writeMayHaveArrived: false,
    refusesPageCursor: false,
    concernsOneFile: false,
    leavesCallerUnknown: false,
    shownAtSignIn: false,
  },
  provider_timeout: {
    httpStatus: 502,
    duringSync: "no_answer",
    recovery: "automatic",
    retriesWrite: true,
    writeMayHaveArrived: true,
    refusesPageCursor: false,
    concernsOneFile: false,
    leavesCallerUnknown: false,
    shownAtSignIn: false,
  },
  provider_unknown_outcome: {
    httpStatus: 502,
    duringSync: "fail",
    recovery: "automatic",
    retriesWrite: true,
    writeMayHaveArrived: true,
    refusesPageCursor: false,
    concernsOneFile: false,
    leavesCallerUnknown: false,
    shownAtSignIn: false,
  },
  provider_unreadable: {
    httpStatus: 502,
    duringSync: "skip_ticket",
    recovery: "automatic",
    retriesWrite: true,
    writeMayHaveArrived: true,
    refusesPageCursor: false,
    concernsOneFile: false,
    leavesCallerUnknown: true,
    shownAtSignIn: false,
  },
  unwritable: { ...PORTAL_ERROR, httpStatus: 502 },
  internal: { ...PORTAL_ERROR, httpStatus: 500, writeMayHaveArrived: true },
} as const satisfies Record<ErrorCode, ErrorTraits>;

export function errorTraits(code: ErrorCode): ErrorTraits {
  return ERROR_TRAITS[code];
}

/** Messages by form field name; "" is the form as a whole. */
export type FieldErrors = Record<string, string>;

export interface AppErrorOptions {
  message?: string;
  fieldErrors?: FieldErrors;
  /** The provider's id of the failed request, to quote to its support. */
  requestId?: string;
  /** Earliest time for a retry. */
  retryAt?: Date;
  /** The provider's own code, e.g. `cooldown_active`. */
  providerCode?: string;
  cause?: unknown;
}

/** The only error class thrown on purpose. `message` may be shown to users. */
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
