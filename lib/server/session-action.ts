import "server-only";

import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { ZodType } from "zod";

import type { SessionState } from "../auth/types";
import { getSession } from "../auth/viewer";
import { env } from "../env";
import { AppError } from "../errors";
import { fieldErrorsOf } from "../forms/field-errors";
import { message } from "../i18n/message";
import { failure, ok, type Result } from "../result";
import { requestTexts } from "./request-texts";
import { isSameOrigin } from "./same-origin";

/**
 * Like `viewerAction`, for the second step of signing in: the session may lack a second factor, so
 * a command must do nothing but add it. Never throws.
 */
export function sessionAction<Input, Output>(
  name: string,
  schema: ZodType<Input>,
  command: (session: SessionState, input: Input) => Promise<Output>,
): (input: unknown) => Promise<Result<Output>> {
  return async (input) => {
    try {
      const request = { method: "POST", headers: await headers() };
      if (!isSameOrigin(request, env().NEXTAUTH_URL))
        throw new AppError("forbidden", { text: message("errors.foreignOrigin") });
      const session = await getSession();
      if (!session) throw new AppError("unauthenticated");
      const parsed = schema.safeParse(input);
      if (!parsed.success)
        throw new AppError("invalid", { fieldErrors: fieldErrorsOf(parsed.error.issues) });
      return ok(await command(session, parsed.data));
    } catch (error) {
      unstable_rethrow(error);
      return failure(error, name, await requestTexts());
    }
  };
}
