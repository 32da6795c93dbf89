import { seal } from "../crypto/seal";
import { env } from "../env";
import { AppError, isAppError } from "../errors";
import { message } from "../i18n/message";
import type { ConnectionCheck, ProviderSession, TokenStore } from "../providers/contract";
import { findProvider, providers } from "../providers/registry";

/** Stores nothing: the credential is only being tried. */
function memoryTokenStore(): TokenStore {
  let token: Awaited<ReturnType<TokenStore["get"]>> = null;
  return {
    get: async () => token,
    set: async (next) => {
      token = next;
    },
  };
}

export function openSession(providerId: string, credential: string): ProviderSession {
  const provider = findProvider(providerId);
  if (!provider)
    throw new AppError("invalid", {
      fieldErrors: { provider: message("connections.errors.unknownProvider") },
    });
  return provider.open({ credential, tokens: memoryTokenStore() });
}

/** Throws `invalid`, so that another provider's secret is not sent to this one. */
export function assertOwnShape(providerId: string, credential: string): void {
  const chosen = findProvider(providerId);
  if (!chosen || chosen.credential.shape?.test(credential)) return;
  const owner = providers().find(({ credential: { shape } }) => shape?.test(credential));
  if (!owner) return;
  const text = message("connections.errors.otherProvider", {
    owner: owner.name,
    chosen: chosen.name,
  });
  throw new AppError("invalid", {
    text,
    fieldErrors: { credential: text },
  });
}

/** Stores nothing. A refusal is an error on the form field `credential`. */
export async function checkCredential(
  providerId: string,
  credential: string,
): Promise<ConnectionCheck> {
  try {
    return await openSession(providerId, credential).check();
  } catch (error) {
    if (isAppError(error, "provider_unauthorized"))
      throw new AppError("provider_unauthorized", {
        text: error.text,
        words: error.words,
        requestId: error.requestId,
        fieldErrors: { credential: error.text },
      });
    throw error;
  }
}

export function sealCredential(
  row: { id: string; organizationId: string; provider: string },
  credential: string,
): string {
  return seal(
    credential,
    {
      organizationId: row.organizationId,
      rowId: row.id,
      provider: row.provider,
      field: "credential",
    },
    env().CREDENTIAL_KEYS,
  );
}
