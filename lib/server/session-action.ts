import "server-only";

import type { ZodType } from "zod";

import type { SessionState } from "../auth/types";
import { getSession } from "../auth/viewer";
import { AppError } from "../errors";
import type { Result } from "../result";
import { runAction } from "./run-action";

/**
 * Like `viewerAction`, for the second step of signing in: the session may lack a second factor, so
 * a command must do nothing but add it. Never throws.
 */
export function sessionAction<Input, Output>(
  name: string,
  schema: ZodType<Input>,
  command: (session: SessionState, input: Input) => Promise<Output>,
): (input: unknown) => Promise<Result<Output>> {
  const identify = async () => {
    const session = await getSession();
    if (!session) throw new AppError("unauthenticated");
    return session;
  };
  return (input) => runAction({ name, schema, identify, command }, input);
}
