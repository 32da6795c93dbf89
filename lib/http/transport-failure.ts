import { AppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";

/** `unsent`: no connection. `cut`: broken at an unknown moment. `stopped`: the caller gave up. */
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

/** undici and TLS codes that precede the first byte. */
const BEFORE_SENDING = new Set([
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** Only from connect or DNS calls: an open connection can report these after data was sent. */
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
  // Unsent only if every address was unreachable.
  if (Array.isArray(errors) && errors.length > 0)
    return errors.flatMap((one) => reasonsOf(one, depth + 1));
  return typeof code === "string" ? [{ code, syscall }] : reasonsOf(cause, depth + 1);
}

function isUnsent({ code, syscall }: Reason): boolean {
  return BEFORE_SENDING.has(code) || (NOT_CONNECTED.has(code) && CONNECTING.has(String(syscall)));
}

/** True when certainly nothing was sent. */
export function wasUnsent(error: unknown): boolean {
  const reasons = reasonsOf(error);
  return reasons.length > 0 && reasons.every(isUnsent);
}

export function toAppError(failure: TransportFailure, name: string, changes: boolean): AppError {
  const details = { cause: failure.cause, requestId: failure.requestId ?? undefined };
  if (failure.kind === "unsent") {
    return new AppError("provider_unavailable", {
      ...details,
      text: message("provider.unreachable", { name }),
    });
  }
  if (changes) {
    return new AppError("provider_unknown_outcome", {
      ...details,
      text: message("provider.unknownOutcome", { name }),
    });
  }
  switch (failure.kind) {
    case "cut":
      return new AppError("provider_unavailable", {
        ...details,
        text: message("provider.connectionLost", { name }),
      });
    case "timeout":
      return new AppError("provider_timeout", {
        ...details,
        text: message("provider.timeout", { name }),
      });
    case "stopped":
      return new AppError("provider_timeout", {
        ...details,
        text: message("provider.stopped", { name }),
      });
    case "too_large":
      return new AppError("provider_unreadable", {
        ...details,
        text: message("provider.tooLarge", { name }),
      });
    case "redirect":
      return new AppError("provider_unreadable", {
        ...details,
        text: message("provider.redirected", { name }),
      });
  }
}
