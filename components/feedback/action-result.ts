import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";

import { ERROR_MESSAGES, type ErrorCode } from "@/lib/errors";
import type { Failure, Result } from "@/lib/result";

/**
 * Resolves a server action to its result, also when the call itself was rejected: each cause
 * becomes a failure with a code and words of its own. Views never catch an action by themselves.
 */
export async function actionResult<T>(call: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await call;
  } catch (error) {
    // Redirects and the like are Next's own business.
    unstable_rethrow(error);
    return failureOf(error);
  }
}

function failureOf(error: unknown): Failure {
  // A deployment since the page was made: the action has another id now.
  if (unstable_isUnrecognizedActionError(error)) return failed("outdated");
  const { message, digest } = error instanceof Error ? (error as Error & { digest?: string }) : {};
  // Next throws the plain text of an answer that is no action's; middleware.ts sends this one.
  if (message === ERROR_MESSAGES.too_large) return failed("too_large");
  if (digest)
    return failed("internal", `${ERROR_MESSAGES.internal} Quote ${digest} if you contact us.`);
  return failed(navigator.onLine ? "unreachable" : "offline");
}

function failed(code: ErrorCode, message: string = ERROR_MESSAGES[code]): Failure {
  return { ok: false, code, message, fieldErrors: {} };
}

/** Tells whether it is unknown if the action was carried out: no answer came. */
export function isUnanswered(result: Result<unknown>): boolean {
  return !result.ok && (result.code === "unreachable" || result.code === "offline");
}

/** Adds where the text is kept that another signed-in person's session kept from being sent. */
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
