import type { Call } from "./types";

// Shorter values are no secrets, and removing them would mangle ordinary words.
const MIN_SECRET_LENGTH = 8;

/** Secrets in the headers and form body of a call. */
function secretsOf(call: Call): string[] {
  const [, credential = ""] = (call.headers?.authorization ?? "").split(" ", 2);
  const sent = call.body instanceof URLSearchParams ? [...call.body.values()] : [];
  return [credential, ...sent].filter((secret) => secret.length >= MIN_SECRET_LENGTH);
}

/** Removes the call's secrets: a provider may quote the key that it refuses. */
export function redact(text: string, call: Call): string {
  return secretsOf(call).reduce((rest, secret) => rest.replaceAll(secret, "[removed]"), text);
}
