import type { Call } from "./types";

// Shorter values are no secrets; removing them would mangle words.
const MIN_SECRET_LENGTH = 8;

function secretsOf(call: Call): string[] {
  const [, credential = ""] = (call.headers?.authorization ?? "").split(" ", 2);
  const sent = call.body instanceof URLSearchParams ? [...call.body.values()] : [];
  return [credential, ...sent].filter((secret) => secret.length >= MIN_SECRET_LENGTH);
}

/** A provider may quote the key that it refuses. */
export function redact(text: string, call: Call): string {
  return secretsOf(call).reduce((rest, secret) => rest.replaceAll(secret, "[removed]"), text);
}
