import type { Call } from "./types";

// Shorter ones would turn ordinary words into gaps, and are no secrets.
const SHORTEST = 8;

/** What of a call must never be repeated to anybody: the credential of its headers, and what a form body carries. */
function secretsOf(call: Call): string[] {
  const [, credential = ""] = (call.headers?.authorization ?? "").split(" ", 2);
  const sent = call.body instanceof URLSearchParams ? [...call.body.values()] : [];
  return [credential, ...sent].filter((secret) => secret.length >= SHORTEST);
}

/** The text without the call's secrets: a provider may quote the key that it refuses. */
export function redact(text: string, call: Call): string {
  return secretsOf(call).reduce((rest, secret) => rest.replaceAll(secret, "[removed]"), text);
}
