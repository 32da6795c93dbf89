import "server-only";

import { BODY_LIMITS } from "./body-limits";
import { jsonData, jsonFailure } from "./json-answer";
import { refuseWhileSeeing } from "./refuse-while-seeing";
import { readBytes } from "./request-body";
import { assertSameOrigin } from "./same-origin";

/** Like `viewerRoute`, for people who are not signed in. `body` is null without JSON. Never throws. */
export function visitorRoute(
  name: string,
  run: (body: unknown) => Promise<unknown>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      assertSameOrigin(request);
      await refuseWhileSeeing();
      const bytes = await readBytes(request, BODY_LIMITS.signIn);
      return jsonData(await run(parsed(bytes)));
    } catch (error) {
      return jsonFailure(error, name);
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
