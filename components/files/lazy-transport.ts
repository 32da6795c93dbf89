import type { Translate } from "@/lib/i18n/message";

import type { UploadTransport } from "./upload-transport";

/** A transport whose scripts are loaded with its first request. */
export function lazyTransportFor(t: Translate, userId: string): UploadTransport {
  const load = async () => (await import("./upload-transport")).uploadTransportFor(t, userId);
  return {
    send: async (request) => (await load()).send(request),
    wait: async (milliseconds, signal) => (await load()).wait(milliseconds, signal),
  };
}
