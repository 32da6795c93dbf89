import "server-only";

import { errorTraits } from "../error-codes";
import { failure, ok } from "../result";
import { requestTexts } from "./request-texts";

/** The headers of every personal answer: no cache keeps it, no browser guesses its type. */
export const PRIVATE_HEADERS = {
  "cache-control": "private, no-store",
  "x-content-type-options": "nosniff",
};

/** `{ok: true, data}`; undefined becomes null. */
export function jsonData(data: unknown): Response {
  return Response.json(ok(data ?? null), { headers: PRIVATE_HEADERS });
}

/** The error as `{ok: false, …}` in the caller's language, with its status. */
export async function jsonFailure(error: unknown, doing: string): Promise<Response> {
  const failed = failure(error, doing, await requestTexts());
  const status = errorTraits(failed.code).httpStatus;
  return Response.json(failed, { status, headers: PRIVATE_HEADERS });
}
