import { AppError } from "@/lib/errors";
import type { Clock } from "@/lib/http/clock";
import type { HttpLimits } from "@/lib/http/limits";
import type { HttpTarget } from "@/lib/http/types";

import type { SessionOptions } from "./contract";

/** What tests may set of how a provider makes its requests. */
export interface Tuning {
  clock?: Clock;
  random?: () => number;
  limits?: Partial<HttpLimits>;
}

/** The peer that one session talks to. */
export function httpOptions(
  name: string,
  baseUrl: string,
  options: SessionOptions,
  tuning: Tuning,
): HttpTarget {
  return {
    name,
    baseUrl,
    fetch: options.fetch,
    signal: options.signal,
    onCall: options.onCall,
    beforeCall: options.beforeCall,
    ...tuning,
  };
}

/** The credential as it may stand in a header: blanks around it are a slip of the hand. Throws provider_unauthorized if it can't be one. */
export function usableCredential(name: string, kind: string, credential: string): string {
  const trimmed = credential.trim();
  if (!/^[\x21-\x7e]{1,4096}$/.test(trimmed)) {
    throw new AppError("provider_unauthorized", {
      message: `That doesn’t look like a valid ${name} ${kind}.`,
    });
  }
  return trimmed;
}
