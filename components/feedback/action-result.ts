import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";

import { ERROR_MESSAGES, type ErrorCode } from "@/lib/errors";
import type { Failure, Result } from "@/lib/result";

/**
 * Resolves a server action, turning a rejected call into a failure with a code. Every view calls
 * actions through it.
 */
export async function actionResult<T>(call: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await call;
  } catch (error) {
    unstable_rethrow(error);
    return failureOf(error);
  }
}

function failureOf(error: unknown): Failure {
  // After a deployment, the action has another id.
  if (unstable_isUnrecognizedActionError(error)) return failure("outdated");
  const { message, digest } = error instanceof Error ? (error as Error & { digest?: string }) : {};
  // Next throws the text of a response that is no action's; the middleware sends this one.
  if (message === ERROR_MESSAGES.too_large) return failure("too_large");
  if (digest)
    return failure("internal", `${ERROR_MESSAGES.internal} Quote ${digest} if you contact us.`);
  return failure(navigator.onLine ? "unreachable" : "offline");
}

function failure(code: ErrorCode, message: string = ERROR_MESSAGES[code]): Failure {
  return { ok: false, code, message, fieldErrors: {} };
}

/** Returns whether no answer came, so that the action may or may not have been carried out. */
export function isUnanswered(result: Result<unknown>): boolean {
  return !result.ok && (result.code === "unreachable" || result.code === "offline");
}

/** Adds where the text is kept while another person is signed in. */
export function withKeptText<T extends Pick<Failure, "code" | "message">>(
  failure: T,
  name: string,
): T {
  if (failure.code !== "other_viewer") return failure;
  return {
    ...failure,
    message: `${failure.message} Your text is kept for ${name} in this browser.`,
  };
}
