import { DEFAULT_LIMITS } from "@/lib/http/limits";
import type { HttpTarget } from "@/lib/http/types";

/** Bytes per millisecond on the slowest acceptable line: 150 s for 20 MB. */
const MIN_BYTES_PER_MS = 128;

/** Allows for the size: an aborted upload has an unknown outcome. */
export function withWriteTimeout(peer: HttpTarget, bodyBytes: number): HttpTarget {
  const writeMs = peer.limits?.writeMs ?? DEFAULT_LIMITS.writeMs;
  return {
    ...peer,
    limits: { ...peer.limits, writeMs: writeMs + Math.floor(bodyBytes / MIN_BYTES_PER_MS) },
  };
}
