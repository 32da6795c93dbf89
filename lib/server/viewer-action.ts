import "server-only";

import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { ZodType } from "zod";

import { assertPageViewer } from "../auth/page-viewer";
import type { Viewer } from "../auth/types";
import { getViewer } from "../auth/viewer";
import { env } from "../env";
import { AppError } from "../errors";
import { fieldErrorsOf } from "../forms/field-errors";
import { message } from "../i18n/message";
import { failure, ok, type Result } from "../result";
import { requestTexts } from "./request-texts";
import { isSameOrigin } from "./same-origin";

/** Checks origin, session, page viewer and input; commands check permissions. Never throws. */
export function viewerAction<Input, Output>(
  name: string,
  schema: ZodType<Input>,
  command: (viewer: Viewer, input: Input) => Promise<Output>,
): (pageViewerId: string, input: unknown) => Promise<Result<Output>> {
  return async (pageViewerId, input) => {
    try {
      const request = { method: "POST", headers: await headers() };
      if (!isSameOrigin(request, env().NEXTAUTH_URL))
        throw new AppError("forbidden", { text: message("errors.foreignOrigin") });
      const viewer = await getViewer();
      if (!viewer) throw new AppError("unauthenticated");
      assertPageViewer(viewer, pageViewerId);
      const parsed = schema.safeParse(input);
      if (!parsed.success)
        throw new AppError("invalid", { fieldErrors: fieldErrorsOf(parsed.error.issues) });
      return ok(await command(viewer, parsed.data));
    } catch (error) {
      unstable_rethrow(error);
      return failure(error, name, await requestTexts());
    }
  };
}
