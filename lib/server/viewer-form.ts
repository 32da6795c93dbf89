import "server-only";

import type { Route } from "next";

import { assertPageViewer } from "../auth/page-viewer";
import type { Viewer } from "../auth/types";
import { getSession } from "../auth/viewer";
import { errorTraits } from "../error-codes";
import { AppError, isAppError } from "../errors";
import { PLAIN, type PlainFields } from "../forms/plain-form";
import { isId } from "../ids";
import { failure } from "../result";
import { loginUrl, verifyUrl } from "../routes";
import { BODY_LIMITS } from "./body-limits";
import { PRIVATE_HEADERS } from "./json-answer";
import { refuseActs } from "./refuse-while-seeing";
import { readBytes } from "./request-body";
import { requestTexts } from "./request-texts";
import { assertSameOrigin } from "./same-origin";
import { refusedForm, unsentForm } from "./unsent-form";

interface ViewerForm<Params> {
  /** The page of the form, to return to after signing in. */
  page: (params: Params) => Route;
  /** Returns the page to go to. */
  run: (viewer: Viewer, fields: PlainFields, params: Params) => Promise<Route>;
  /** True if the form has a text, which a refusal returns. */
  hasText?: boolean;
  /** Returns the page of the form with the values that were refused; null if they do not fit. */
  invalid?: (fields: PlainFields, params: Params) => Route | null;
  /** Accepts posts of any page, even while staff see as a customer. */
  endsSeeing?: boolean;
}

/** Like `viewerRoute`, for a form that a browser posts without scripts. Never throws. */
export function viewerForm<Params = Record<string, never>>(
  name: string,
  { page, run, hasText, invalid, endsSeeing }: ViewerForm<Params>,
): (request: Request, context: { params: Promise<Params> }) => Promise<Response> {
  return async (request, context) => {
    let fields: PlainFields | null = null;
    try {
      assertSameOrigin(request);
      const params = await context.params;
      if (!Object.values(params ?? {}).every((value) => isId(String(value))))
        throw new AppError("not_found");
      const body = new TextDecoder().decode(await readBytes(request, BODY_LIMITS.plainForm));
      fields = Object.fromEntries(new URLSearchParams(body));
      const session = await getSession();
      if (!session || session.missing !== null) {
        const signInAt = (session ? verifyUrl : loginUrl)({ next: page(params) });
        return hasText ? unsentForm(request, fields, signInAt) : seeOther(signInAt);
      }
      if (!endsSeeing) {
        await refuseActs(session.viewer, request.url);
        assertPageViewer(session.viewer, fields[PLAIN.viewer]);
      }
      return seeOther(await run(session.viewer, fields, params));
    } catch (error) {
      const again =
        fields && isAppError(error, "invalid") && invalid?.(fields, await context.params);
      if (again) return seeOther(again);
      const { code, message, fieldErrors } = failure(error, name, await requestTexts());
      const status = errorTraits(code).httpStatus;
      const reason = Object.values(fieldErrors).join(" ") || message;
      if (hasText && fields)
        return refusedForm(request, fields, { status, reason, errors: fieldErrors });
      return new Response(message, {
        status,
        headers: { ...PRIVATE_HEADERS, "content-type": "text/plain; charset=utf-8" },
      });
    }
  };
}

function seeOther(location: Route): Response {
  return new Response(null, { status: 303, headers: { ...PRIVATE_HEADERS, location } });
}
