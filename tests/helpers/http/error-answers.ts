import type { Answer } from "@/lib/http/types";

export const NOW = new Date("2026-04-27T12:00:00.000Z");

/** An answer of a provider with this status and body. */
export function errorAnswer(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
  changes = false,
): Answer {
  return {
    method: changes ? "POST" : "GET",
    path: "/support/tickets",
    changes,
    status,
    headers: new Headers(headers),
    text: typeof body === "string" ? body : JSON.stringify(body),
    requestId: headers["x-request-id"] ?? null,
    sentAt: NOW,
    receivedAt: NOW,
  };
}

/** A problem document of HostUp. */
export const problem = (status: number, more: object) => ({
  type: "https://developer.hostup.se/errors/invalid_request",
  title: "Validation failed",
  status,
  detail: "The request body failed validation.",
  code: "invalid_request",
  instance: "/api/v2/orders",
  requestId: "req_01hxa3b4c5d6e7f8g9h0j1k2m3",
  timestamp: "2026-04-27T12:34:56.000Z",
  ...more,
});
