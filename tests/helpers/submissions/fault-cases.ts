import { hostupRefusals } from "@/lib/providers/hostup/refusals";
import { upsunRefusals } from "@/lib/providers/upsun/refusals";

import type { FaultInput } from "../../../sandbox/start";
import { countFrom } from "./report";
import type { ProviderId } from "./scene";

/** Bodies for each status. By default each write gets every fourth status. */
const BODIES = Math.min(countFrom("BODIES", 1), 5);
const STRIDE = process.env.BODIES ? 1 : 4;

const STATUSES = [
  200, 202, 302, 304, 400, 401, 403, 404, 405, 408, 409, 410, 413, 415, 418, 421, 422, 425, 429,
  431, 451, 499, 500, 501, 502, 503, 504, 507, 511, 520, 522, 524, 529, 599,
];
const BODY_KINDS: ReadonlyArray<Partial<Extract<FaultInput, { kind: "answer" }>>> = [
  { body: { message: "Service Unavailable" } },
  { body: { error: "rate_limited" }, headers: { "retry-after": "1" } },
  { body: "<html><h1>Bad Gateway</h1></html>", headers: { "content-type": "text/html" } },
  {
    body: {
      title: "Failed",
      status: 500,
      code: "rate_limit_exceeded",
      detail: "Later.",
      requestId: "req_1",
    },
    headers: { "content-type": "application/problem+json" },
  },
  { body: undefined },
];
/** Statuses that an answer cannot have with a body. */
const EMPTY: ReadonlySet<number> = new Set([202, 302, 304]);

export interface FaultCase {
  status: number;
  body: (typeof BODY_KINDS)[number];
  when: "before" | "after";
}

export const isCertain = (provider: ProviderId, status: number) =>
  (provider === "hostup" ? hostupRefusals : upsunRefusals).certain.has(status);

/**
 * Documented by the providers: a certain refusal never follows an accepted write, a success never
 * precedes one.
 */
export function casesOf(provider: ProviderId, shift: number): FaultCase[] {
  const chosen = STATUSES.filter((_, at) => at % STRIDE === shift % STRIDE);
  return chosen.flatMap((status, at) =>
    Array.from(
      { length: BODIES },
      (_, more) => BODY_KINDS[(at + shift + more) % BODY_KINDS.length] ?? { body: undefined },
    ).flatMap((kind) => {
      const body = EMPTY.has(status)
        ? { body: undefined }
        : status === 200
          ? (BODY_KINDS[2] ?? kind)
          : kind;
      return (["before", "after"] as const)
        .filter((when) => (when === "before" ? status >= 300 : !isCertain(provider, status)))
        .map((when) => ({ status, body, when }));
    }),
  );
}
