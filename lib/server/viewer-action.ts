import "server-only";

import type { ZodType } from "zod";

import { assertPageViewer } from "../auth/page-viewer";
import { assertActs } from "../auth/seeing/read-only";
import type { Viewer } from "../auth/types";
import { getViewer } from "../auth/viewer";
import { AppError } from "../errors";
import type { Result } from "../result";
import { runAction } from "./run-action";

/** Checks origin, session, page viewer and input; commands check permissions. Never throws. */
export function viewerAction<Input, Output>(
  name: string,
  schema: ZodType<Input>,
  command: (viewer: Viewer, input: Input) => Promise<Output>,
): (pageViewerId: string, input: unknown) => Promise<Result<Output>> {
  return async (pageViewerId, input) => {
    const identify = async () => {
      const viewer = await getViewer();
      if (!viewer) throw new AppError("unauthenticated");
      assertActs(viewer);
      assertPageViewer(viewer, pageViewerId);
      return viewer;
    };
    return runAction({ name, schema, identify, command }, input);
  };
}
