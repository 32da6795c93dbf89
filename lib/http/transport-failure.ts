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

/** Codes of undici and TLS that end a call before its first byte. */
const BEFORE_SENDING = new Set([
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/**
 * Codes of the operating system for "no connection came about". They count only from the call that
 * connects or looks up the name: a connection that is open already can report EHOSTUNREACH,
 * ENETUNREACH and ETIMEDOUT as well, after data was sent.
 */
const NOT_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "ETIMEDOUT",
]);
const CONNECTING = new Set(["connect", "getaddrinfo"]);

interface Reason {
  code: string;
  syscall: unknown;
}

function reasonsOf(error: unknown, depth = 0): Reason[] {
  if (typeof error !== "object" || error === null || depth > 4) return [];
  const { code, syscall, cause, errors } = error as Record<string, unknown>;
  // Several addresses were tried: only if every one was out of reach was nothing sent.
  if (Array.isArray(errors) && errors.length > 0)
    return errors.flatMap((one) => reasonsOf(one, depth + 1));
  return typeof code === "string" ? [{ code, syscall }] : reasonsOf(cause, depth + 1);
}

function isUnsent({ code, syscall }: Reason): boolean {
  return BEFORE_SENDING.has(code) || (NOT_CONNECTED.has(code) && CONNECTING.has(String(syscall)));
}

/** Whether a rejected fetch certainly sent nothing. */
export function wasUnsent(error: unknown): boolean {
  const reasons = reasonsOf(error);
  return reasons.length > 0 && reasons.every(isUnsent);
}

/** What a failed call means to its caller; `changes` tells whether the call could change something at the other side. */
export function toAppError(failure: TransportFailure, name: string, changes: boolean): AppError {
  const details = { cause: failure.cause, requestId: failure.requestId ?? undefined };
  if (failure.kind === "unsent") {
    return new AppError("provider_unavailable", {
      ...details,
      message: `${name} cannot be reached at the moment.`,
    });
  }
  if (changes) {
    return new AppError("provider_unknown_outcome", {
      ...details,
      message: `${name} may have received this, but its answer was lost.`,
    });
  }
  switch (failure.kind) {
    case "cut":
      return new AppError("provider_unavailable", {
        ...details,
        message: `The connection to ${name} broke.`,
      });
    case "timeout":
      return new AppError("provider_timeout", {
        ...details,
        message: `${name} did not answer in time.`,
      });
    case "stopped":
      return new AppError("provider_timeout", {
        ...details,
        message: `The request to ${name} was stopped before its answer came.`,
      });
    case "too_large":
      return new AppError("provider_unreadable", {
        ...details,
        message: `${name} sent an answer that is too large.`,
      });
    case "redirect":
      return new AppError("provider_unreadable", {
        ...details,
        message: `${name} pointed to another address, which is never followed.`,
      });
  }
}
