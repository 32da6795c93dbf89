import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";

import { postJson } from "@/components/auth/post-json";
import type { Result } from "@/lib/result";

/**
 * Asks the browser for a passkey and signs in with it. With `isAutofill` the browser offers passkeys
 * below the address field. Null if the person declined.
 */
export async function askDeviceToSignIn(isAutofill: boolean): Promise<Result<null> | null> {
  const { browserSupportsWebAuthnAutofill, startAuthentication } =
    await import("@simplewebauthn/browser");
  if (isAutofill && !(await browserSupportsWebAuthnAutofill())) return null;
  const options = await postJson<PublicKeyCredentialRequestOptionsJSON>(
    "/api/sign-in/passkey/options",
  );
  if (!options.ok) return options;
  const answer = await startAuthentication({
    optionsJSON: options.data,
    useBrowserAutofill: isAutofill,
  }).catch(() => null);
  return answer && postJson<null>("/api/sign-in/passkey", answer);
}
