import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";

import type { BrowserErrorCode } from "@/lib/error-codes";
import { markForeign } from "@/lib/i18n/foreign-words";
import type { Translate } from "@/lib/i18n/message";
import { visibleName } from "@/lib/i18n/visible-name";
import type { Failure, Result } from "@/lib/result";
import { TOO_LARGE } from "@/lib/server/action-limit";

/**
 * Resolves a server action, turning a rejected call into a failure with a code. Every view calls
 * actions through it. A function is not called without a connection: then nothing was sent.
 */
export async function actionResult<T>(
  t: Translate,
  call: Promise<Result<T>> | (() => Promise<Result<T>>),
): Promise<Result<T>> {
  try {
    if (typeof call !== "function") return await call;
    return navigator.onLine ? await call() : { ...failure(t, "offline"), mayBeDone: false };
  } catch (error) {
    unstable_rethrow(error);
    return failureOf(t, error);
  }
}

function failureOf(t: Translate, error: unknown): Failure {
  // After a deployment, the action has another id.
  if (unstable_isUnrecognizedActionError(error)) return failure(t, "outdated");
  const { message, digest } = error instanceof Error ? (error as Error & { digest?: string }) : {};
  // Next throws the text of a response that is no action's; the middleware sends this one.
  if (message === TOO_LARGE) return failure(t, "too_large");
  if (digest)
    return {
      ok: false,
      code: "internal",
      message: t("failure.withReference", { reference: digest }),
      fieldErrors: {},
    };
  return failure(t, navigator.onLine ? "unreachable" : "offline");
}

function failure(t: Translate, code: BrowserErrorCode): Failure {
  return { ok: false, code, message: t(`failure.${code}`), fieldErrors: {} };
}

/** Adds where the text is kept while another person is signed in, or without a connection. */
export function withKeptText<T extends Pick<Failure, "code" | "message">>(
  t: Translate,
  failure: T,
  name: string,
  kept?: { place: "browser" | "tab" | "page"; button: string },
): T {
  if (failure.code === "offline" && kept) return { ...failure, message: t("drafts.offline", kept) };
  if (failure.code !== "other_viewer") return failure;
  return {
    ...failure,
    message: t("failure.withTextKept", {
      message: failure.message,
      name: markForeign(visibleName(name)),
    }),
  };
}
