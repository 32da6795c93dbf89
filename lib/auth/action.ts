import "server-only";
import { unstable_rethrow } from "next/navigation";
import type { ZodType } from "zod";
import { AppError } from "../errors";
import { failure, ok, type Result } from "../result";
import { fieldErrorsOf } from "./field-errors";
import type { Viewer } from "./types";
import { getViewer } from "./viewer";

/**
 * The one way to make a server action: input against its schema, who asks, the command, one result. `name` goes to the log with
 * unexpected errors. The action never throws; permission is the command's own business, so that it holds for every caller.
 */
export function viewerAction<Input, Output>(
  name: string,
  schema: ZodType<Input>,
  command: (viewer: Viewer, input: Input) => Promise<Output>,
): (input: unknown) => Promise<Result<Output>> {
  return async (input) => {
    try {
      const viewer = await getViewer();
      if (!viewer) throw new AppError("unauthenticated");
      const parsed = schema.safeParse(input);
      if (!parsed.success) throw new AppError("invalid", { fieldErrors: fieldErrorsOf(parsed.error.issues) });
      return ok(await command(viewer, parsed.data));
    } catch (error) {
      unstable_rethrow(error);
      return failure(error, name);
    }
  };
}
