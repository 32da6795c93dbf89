/** The reason for a failed sign-in at an issuer. */
export type IssuerProblemReason = "canceled" | "expired" | "untrusted" | "away";

export class IssuerProblem extends Error {
  readonly reason: IssuerProblemReason;
  constructor(reason: IssuerProblemReason, cause?: unknown) {
    super(reason, { cause });
    this.name = "IssuerProblem";
    this.reason = reason;
  }
}

/** Errors of OAuth 2 and OpenID Connect that the person caused. */
const CANCELED = new Set(["access_denied", "login_required", "consent_required"]);

/** Returns the reason for an issuer's `error`. */
export function problemOfAnswer(error: string): IssuerProblemReason {
  if (CANCELED.has(error)) return "canceled";
  return error === "temporarily_unavailable" || error === "server_error" ? "away" : "untrusted";
}

/** Error texts of openid-client and next-auth, which have no codes. */
const SIGNS: ReadonlyArray<[RegExp, IssuerProblemReason]> = [
  [/cookie was missing|could not be parsed|created for a different provider/i, "expired"],
  [/state (?:mismatch|missing)|checks\.state/i, "expired"],
  [/invalid_grant/i, "expired"],
  [/timed out|E[A-Z]{4,}|socket|getaddrinfo|expected 200|no_answer/, "away"],
];

/** Returns the reason for an exception; "untrusted" for an unknown one. */
export function problemOfCause(cause: unknown): IssuerProblemReason {
  const said = textOf(cause);
  return SIGNS.find(([sign]) => sign.test(said))?.[1] ?? "untrusted";
}

function textOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "";
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  return `${code} ${cause.message}`;
}
