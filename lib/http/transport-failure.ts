import { AppError } from "@/lib/errors";

/**
 * How a call failed without a usable answer. `unsent`: no connection was made, so nothing was sent. `cut`: the connection broke
 * at a moment that we cannot know. `stopped`: our own caller gave up.
 */
export type FailureKind = "unsent" | "cut" | "timeout" | "stopped" | "too_large" | "redirect";

export class TransportFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    readonly requestId: string | null,
    cause?: unknown,
  ) {
    super(kind, { cause });
    this.name = "TransportFailure";
  }
}

// Node's and undici's codes for "no connection came about". ECONNRESET is not among them: it may come after sending.
const UNSENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== "object" || error === null || depth > 4) return [];
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  // Several addresses were tried: only if every one was out of reach was nothing sent.
  if (Array.isArray(errors) && errors.length > 0) return errors.flatMap((one) => codesOf(one, depth + 1));
  return typeof code === "string" ? [code] : codesOf(cause, depth + 1);
}

/** Whether a rejected fetch certainly sent nothing. */
export function wasUnsent(error: unknown): boolean {
  const codes = codesOf(error);
  return codes.length > 0 && codes.every((code) => UNSENT.has(code));
}

/** What a failed call means to its caller; `changes` tells whether the call could change something at the other side. */
export function toAppError(failure: TransportFailure, name: string, changes: boolean): AppError {
  const details = { cause: failure.cause, requestId: failure.requestId ?? undefined };
  if (failure.kind === "unsent") {
    return new AppError("provider_unavailable", { ...details, message: `${name} cannot be reached at the moment.` });
  }
  if (changes) {
    return new AppError("provider_unknown_outcome", { ...details, message: `${name} may have received this, but its answer was lost.` });
  }
  switch (failure.kind) {
    case "cut":
      return new AppError("provider_unavailable", { ...details, message: `The connection to ${name} broke.` });
    case "timeout":
      return new AppError("provider_timeout", { ...details, message: `${name} did not answer in time.` });
    case "stopped":
      return new AppError("provider_timeout", { ...details, message: `The request to ${name} was stopped before its answer came.` });
    case "too_large":
      return new AppError("provider_unreadable", { ...details, message: `${name} sent an answer that is too large.` });
    case "redirect":
      return new AppError("provider_unreadable", { ...details, message: `${name} pointed to another address, which is never followed.` });
  }
}
