import "server-only";

import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { ZodType } from "zod";

import { failure, ok, type Result } from "../result";
import { parseInput } from "./parse-input";
import { refuseWhileSeeing } from "./refuse-while-seeing";
import { requestTexts } from "./request-texts";
import { assertSameOrigin } from "./same-origin";

interface ActionSteps<Caller, Input, Output> {
  /** For the log. */
  name: string;
  schema: ZodType<Input>;
  /** Throws an AppError for callers who may not call the action at all. */
  identify: () => Promise<Caller>;
  command: (caller: Caller, input: Input) => Promise<Output>;
}

/** Checks the origin, the caller and the input, in this order, then runs the command. Never throws. */
export async function runAction<Caller, Input, Output>(
  { name, schema, identify, command }: ActionSteps<Caller, Input, Output>,
  input: unknown,
): Promise<Result<Output>> {
  try {
    assertSameOrigin({ method: "POST", headers: await headers() });
    await refuseWhileSeeing();
    const caller = await identify();
    return ok(await command(caller, parseInput(schema, input)));
  } catch (error) {
    unstable_rethrow(error);
    return failure(error, name, await requestTexts());
  }
}
