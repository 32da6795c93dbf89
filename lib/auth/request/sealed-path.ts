import { seal, unseal } from "../../crypto/seal";
import { env } from "../../env";
import { isAppError } from "../../errors";

const context = (of: string) =>
  ({ organizationId: "", rowId: of, provider: "portal", field: "path" }) as const;

/**
 * Seals the path of the page to open after signing in, since it may hold the secret of an
 * invitation. `of` names the sign-in that it belongs to.
 */
export function sealPath(path: string, of: string): string {
  return seal(path, context(of), env().CREDENTIAL_KEYS);
}

/** Returns undefined for anything that was not sealed for this sign-in. */
export function openPath(sealed: unknown, of: string): string | undefined {
  if (typeof sealed !== "string") return undefined;
  try {
    return unseal(sealed, context(of), env().CREDENTIAL_KEYS);
  } catch (error) {
    if (isAppError(error, "credential_unreadable")) return undefined;
    throw error;
  }
}
