import "server-only";

import { unstable_rethrow } from "next/navigation";

import { assertPageViewer } from "../auth/page-viewer";
import { PAGE_VIEWER_HEADER } from "../auth/schemas";
import { auditSeen } from "../auth/seeing/audit-seen";
import type { Viewer } from "../auth/types";
import { getSession } from "../auth/viewer";
import { AppError } from "../errors";
import { isId } from "../ids";
import { jsonData, jsonFailure, PRIVATE_HEADERS } from "./json-answer";
import { refuseActs } from "./refuse-while-seeing";
import { assertSameOrigin } from "./same-origin";
import { isSpeculativeRequest } from "./speculative-request";

export interface RouteCall<Params> {
  request: Request;
  params: Params;
  /** Unread notifications of the viewer. */
  unread: number;
}

type Handler<Params> = (
  request: Request,
  context: { params: Promise<Params> },
) => Promise<Response>;

/**
 * Like `viewerAction`. Data becomes `{ok: true, data}`; a Response is passed on. Never throws.
 * Polls do not extend the session's idle time.
 */
export function viewerRoute<Params = Record<string, never>>(
  name: string,
  run: (viewer: Viewer, call: RouteCall<Params>) => Promise<unknown>,
  { isPoll = false } = {},
): Handler<Params> {
  return async (request, context) => {
    try {
      assertSameOrigin(request);
      // Downloads are audited, so a speculative one gets nothing.
      if (isSpeculativeRequest(request.headers))
        return new Response(null, { status: 503, headers: PRIVATE_HEADERS });
      const session = await getSession(!isPoll);
      if (session?.missing !== null) throw new AppError("unauthenticated");
      const { viewer, unread = 0 } = session;
      if (request.method !== "GET") {
        await refuseActs(viewer, request.url);
        assertPageViewer(viewer, request.headers.get(PAGE_VIEWER_HEADER));
      }
      // Another tab of staff's own pages still polls: nothing is shown, so it is no look.
      if (viewer.seenBy && new URL(request.url).pathname.startsWith("/api/staff/"))
        throw new AppError("not_found");
      await auditSeen(viewer, request.url);
      const params = await context.params;
      // Parameters are ids or numbers; the database refuses some other texts.
      if (!Object.values(params ?? {}).every((value) => isId(String(value))))
        throw new AppError("not_found");
      const data = await run(viewer, { request, params, unread });
      return data instanceof Response ? data : jsonData(data);
    } catch (error) {
      unstable_rethrow(error);
      return jsonFailure(error, name);
    }
  };
}
