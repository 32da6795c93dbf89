import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";

import type { Result } from "@/lib/result";

async function post<T>(path: string, body?: unknown): Promise<Result<T>> {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body ?? null),
  });
  return (await answer.json()) as Result<T>;
}

/**
 * Asks the browser for a passkey and signs in with it. With `isAutofill` the browser offers passkeys
 * below the address field. Null if the person declined.
 */
export async function askDeviceToSignIn(isAutofill: boolean): Promise<Result<null> | null> {
  const { browserSupportsWebAuthnAutofill, startAuthentication } =
    await import("@simplewebauthn/browser");
  if (isAutofill && !(await browserSupportsWebAuthnAutofill())) return null;
  const options = await post<PublicKeyCredentialRequestOptionsJSON>("/api/sign-in/passkey/options");
  if (!options.ok) return options;
  const answer = await startAuthentication({
    optionsJSON: options.data,
    useBrowserAutofill: isAutofill,
  }).catch(() => null);
  return answer && post<null>("/api/sign-in/passkey", answer);
}
