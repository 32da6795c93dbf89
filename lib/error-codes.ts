/** The closed list of error codes. The catalogs have a text for each (`errorKey`). */
export const ERROR_CODES = [
  "invalid",
  "unauthenticated",
  "account_disabled",
  "proof_required",
  "other_viewer",
  "read_only",
  "outdated",
  "too_large",
  "offline",
  "unreachable",
  "forbidden",
  "not_found",
  "conflict",
  "throttled",
  "busy",
  "connection_inactive",
  "credential_unreadable",
  "provider_unauthorized",
  "provider_forbidden",
  "provider_not_found",
  "provider_invalid",
  "provider_conflict",
  "provider_rate_limited",
  "provider_unavailable",
  "provider_timeout",
  "provider_unknown_outcome",
  "provider_unreadable",
  "unwritable",
  "internal",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Codes that browser code raises: their texts, in `failure`, are on every page. */
const BROWSER_CODES = ["outdated", "too_large", "offline", "unreachable"] as const;

export type BrowserErrorCode = (typeof BROWSER_CODES)[number];

const isBrowserCode = (code: ErrorCode): code is BrowserErrorCode =>
  (BROWSER_CODES as readonly ErrorCode[]).includes(code);

/** The key of a code's text in the catalogs. */
export function errorKey(
  code: ErrorCode,
): `failure.${BrowserErrorCode}` | `errors.${Exclude<ErrorCode, BrowserErrorCode>}` {
  return isBrowserCode(code) ? `failure.${code}` : `errors.${code}`;
}

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
  account_disabled: { ...PORTAL_ERROR, httpStatus: 403, shownAtSignIn: true },
  proof_required: { ...PORTAL_ERROR, httpStatus: 403 },
  other_viewer: { ...PORTAL_ERROR, httpStatus: 409 },
  read_only: { ...PORTAL_ERROR, httpStatus: 403 },
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
