import "server-only";

import { env } from "../env";
import { errorTraits } from "../error-codes";
import { AppError } from "../errors";
import { message } from "../i18n/message";
import { failure, ok } from "../result";
import { BODY_LIMITS } from "./body-limits";
import { readBytes } from "./request-body";
import { requestTexts } from "./request-texts";
import { isSameOrigin } from "./same-origin";

const PRIVATE = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

/** Like `viewerRoute`, for people who are not signed in. `body` is null without JSON. Never throws. */
export function visitorRoute(
  name: string,
  run: (body: unknown) => Promise<unknown>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      if (!isSameOrigin(request, env().NEXTAUTH_URL))
        throw new AppError("forbidden", { text: message("errors.foreignOrigin") });
      const bytes = await readBytes(request, BODY_LIMITS.signIn);
      return Response.json(ok((await run(parsed(bytes))) ?? null), { headers: PRIVATE });
    } catch (error) {
      const failed = failure(error, name, await requestTexts());
      const status = errorTraits(failed.code).httpStatus;
      return Response.json(failed, { status, headers: PRIVATE });
    }
  };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return null;
  }
}
