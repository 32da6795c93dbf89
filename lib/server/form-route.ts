import "server-only";

import type { Route } from "next";

import { env } from "../env";
import type { ErrorCode } from "../error-codes";
import { isAppError } from "../errors";
import { renderMessage } from "../i18n/message";
import { log } from "../log";
import { BODY_LIMITS } from "./body-limits";
import { refuseWhileSeeing } from "./refuse-while-seeing";
import { readBytes } from "./request-body";
import { requestTexts } from "./request-texts";
import { isSameOrigin } from "./same-origin";

type Fields = Readonly<Partial<Record<string, string>>>;

interface FormRoute {
  /** The page to go to. */
  run: (fields: Fields) => Promise<Route>;
  /** The form again, with the reason. */
  refused: (code: ErrorCode, fields: Fields) => Route | Promise<Route>;
}

/** The fields of a plain form, or the answer to one that is too large. */
export async function readForm(request: Request): Promise<URLSearchParams | Response> {
  const body = await readBytes(request, BODY_LIMITS.signIn).catch(() => null);
  if (body) return new URLSearchParams(new TextDecoder().decode(body));
  return new Response(renderMessage(await requestTexts(), BODY_LIMITS.signIn.text), {
    status: 413,
    headers: { "content-type": "text/plain" },
  });
}

/** The route of a plain form for visitors, which also works without JavaScript. Never throws. */
export function formRoute(
  name: string,
  { run, refused }: FormRoute,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isSameOrigin(request, env().NEXTAUTH_URL))
      return redirectTo(await refused("internal", {}));
    const form = await readForm(request);
    if (form instanceof Response) return form;
    const fields = Object.fromEntries(form);
    try {
      await refuseWhileSeeing();
      return redirectTo(await run(fields));
    } catch (error) {
      if (!isAppError(error)) log.error({ err: error }, `${name} failed`);
      return redirectTo(await refused(isAppError(error) ? error.code : "internal", fields));
    }
  };
}

function redirectTo(location: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location, "cache-control": "private, no-store" },
  });
}
