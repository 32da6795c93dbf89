import { DEFAULT_LIMITS } from "@/lib/http/limits";
import type { HttpTarget } from "@/lib/http/types";

/** Bytes in a millisecond: what the slowest line that is still worth waiting for carries. 20 MB then have two and a half minutes. */
const SLOWEST = 128;

/** The peer with time enough to send a body of this many bytes: giving up in the middle of a slow upload would make an unknown outcome. */
export function withWriteTimeout(peer: HttpTarget, bodyBytes: number): HttpTarget {
  const writeMs = peer.limits?.writeMs ?? DEFAULT_LIMITS.writeMs;
  return {
    ...peer,
    limits: { ...peer.limits, writeMs: writeMs + Math.floor(bodyBytes / SLOWEST) },
  };
}
