import type { BrowserContext } from "@playwright/test";

import { PasskeyDevice } from "../auth/passkey-device";

/**
 * Gives a browser an authenticator in software. The browser's own refuses portals whose address is a
 * number, as in these tests.
 */
export async function usePasskeyDevice(
  context: BrowserContext,
  portalUrl: string,
): Promise<PasskeyDevice> {
  const { origin, hostname: rpId } = new URL(portalUrl);
  const device = new PasskeyDevice({ origin, rpId, verifiesUser: true });
  await givePasskeyDevice(context, device);
  return device;
}

/** One device in several browsers, as with synced passkeys. */
export async function givePasskeyDevice(
  context: BrowserContext,
  device: PasskeyDevice,
): Promise<void> {
  await context.exposeFunction("makePasskey", (challenge: string, userId: string) =>
    device.create({ challenge, user: { id: userId } }),
  );
  await context.exposeFunction("askPasskey", (challenge: string) => device.get({ challenge }));
  await context.addInitScript(replaceCredentials);
}

interface Answer {
  id: string;
  response: Record<string, unknown>;
}

declare global {
  interface Window {
    makePasskey(challenge: string, userId: string): Promise<Answer>;
    askPasskey(challenge: string): Promise<Answer>;
  }
}

/** Runs in the page. */
function replaceCredentials(): void {
  const encode = (given: BufferSource) => {
    const bytes = given instanceof ArrayBuffer ? new Uint8Array(given) : (given as Uint8Array);
    const text = btoa(String.fromCodePoint(...bytes));
    return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  };
  const decode = (text: string) =>
    Uint8Array.from(
      atob(text.replaceAll("-", "+").replaceAll("_", "/")),
      (one) => one.codePointAt(0) ?? 0,
    ).buffer;
  const credentialOf = ({ id, response }: Answer) => ({
    id,
    rawId: decode(id),
    type: "public-key",
    authenticatorAttachment: "platform",
    getClientExtensionResults: () => ({}),
    response: {
      ...Object.fromEntries(
        Object.entries(response).map(([name, value]) => [
          name,
          typeof value === "string" ? decode(value) : value,
        ]),
      ),
      getTransports: () => ["internal"],
    },
  });
  CredentialsContainer.prototype.create = async (options) => {
    const asked = options?.publicKey;
    if (!asked) return null;
    const made = await window.makePasskey(encode(asked.challenge), encode(asked.user.id));
    return credentialOf(made) as unknown as Credential;
  };
  CredentialsContainer.prototype.get = async (options) => {
    const asked = options?.publicKey;
    if (!asked) return null;
    // Offered below the field, and not chosen.
    if (options.mediation === "conditional")
      return new Promise((_resolve, reject) =>
        options.signal?.addEventListener("abort", () =>
          reject(new DOMException("Another request was made.", "AbortError")),
        ),
      );
    return credentialOf(await window.askPasskey(encode(asked.challenge))) as unknown as Credential;
  };
  PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(true);
}
