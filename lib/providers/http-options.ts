import { AppError } from "@/lib/errors";
import type { Clock } from "@/lib/http/clock";
import type { HttpLimits } from "@/lib/http/limits";
import type { HttpTarget } from "@/lib/http/types";
import type { Message } from "@/lib/i18n/message";

import type { SessionOptions } from "./contract";

/** For tests. */
export interface HttpTuning {
  clock?: Clock;
  random?: () => number;
  limits?: Partial<HttpLimits>;
}

export function httpOptions(
  name: string,
  baseUrl: string,
  options: SessionOptions,
  tuning: HttpTuning,
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

/** Throws provider_unauthorized if it cannot be a header. */
export function usableCredential(credential: string, refusal: Message): string {
  const trimmed = credential.trim();
  if (!/^[\x21-\x7e]{1,4096}$/.test(trimmed)) {
    throw new AppError("provider_unauthorized", { text: refusal });
  }
  return trimmed;
}
