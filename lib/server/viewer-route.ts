import "server-only";

import { unstable_rethrow } from "next/navigation";

import { assertPageViewer } from "../auth/page-viewer";
import { PAGE_VIEWER_HEADER } from "../auth/schemas";
import type { Viewer } from "../auth/types";
import { getViewer } from "../auth/viewer";
import { env } from "../env";
import { AppError, errorTraits } from "../errors";
import { failure, ok } from "../result";
import { isId } from "../text/id";
import { isSameOrigin } from "./same-origin";
import { isSpeculativeRequest } from "./speculative-request";

const PRIVATE = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

export interface RouteCall<Params> {
  request: Request;
  params: Params;
}

type Handler<Params> = (
  request: Request,
  context: { params: Promise<Params> },
) => Promise<Response>;

/**
 * The one way to make a route handler for people who are signed in, with what a server action has for free: requests of our own
 * pages only, who asks, the page's viewer, and a result as JSON with a fitting status. What `run` returns becomes `{ok: true, data}`; a Response of
 * its own is passed on. `name` goes to the log with unexpected errors. Never throws and never redirects: without a session it is
 * 401. Permission is the command's own business, so that it holds for every caller.
 */
export function viewerRoute<Params = Record<string, never>>(
  name: string,
  run: (viewer: Viewer, call: RouteCall<Params>) => Promise<unknown>,
): Handler<Params> {
  return async (request, context) => {
    try {
      if (!isSameOrigin(request, env().NEXTAUTH_URL))
        throw new AppError("forbidden", {
          message: "This request must come from the portal’s own pages.",
        });
      // A download is logged: one that nobody has asked for yet gets nothing.
      if (isSpeculativeRequest(request.headers))
        return new Response(null, { status: 503, headers: PRIVATE });
      const viewer = await getViewer();
      if (!viewer) throw new AppError("unauthenticated");
      // Pictures and polling change nothing; every other request says for whom its page was made.
      if (request.method !== "GET")
        assertPageViewer(viewer, request.headers.get(PAGE_VIEWER_HEADER));
      const params = await context.params;
      // Every parameter is an id of ours or a number; the database refuses some of what else it could be.
      if (!Object.values(params ?? {}).every((value) => isId(String(value))))
        throw new AppError("not_found");
      const data = await run(viewer, { request, params });
      return data instanceof Response
        ? data
        : Response.json(ok(data ?? null), { headers: PRIVATE });
    } catch (error) {
      unstable_rethrow(error);
      const failed = failure(error, name);
      return Response.json(failed, {
        status: errorTraits(failed.code).httpStatus,
        headers: PRIVATE,
      });
    }
  };
}
