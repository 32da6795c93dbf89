import { readStatus } from "../outbound/status-page/read-status";
import { findProvider } from "../providers/registry";
import type { ProviderStatus } from "./types";

/** Reads the provider's public status page; null where the operator names none. */
export function providerStatus(providerId: string): Promise<ProviderStatus> | null {
  const { statusUrl, name = "" } = findProvider(providerId) ?? {};
  if (statusUrl === undefined) return null;
  const pageUrl = new URL(statusUrl).origin;
  return readStatus(statusUrl).then((report) => ({
    ...(report ?? { state: "unknown" as const, title: null, since: null }),
    providerName: name,
    pageUrl,
  }));
}
