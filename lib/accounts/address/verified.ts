import { AppError } from "../../errors";
import { message } from "../../i18n/message";

/**
 * Throws `forbidden` for a person whose address nobody has confirmed: giving them more would give it
 * to whoever set the account up. See docs/decisions/2026-11-27-whose-address-it-is.md.
 */
export function assertVerified({ emailVerifiedAt }: { emailVerifiedAt: Date | null }): void {
  if (!emailVerifiedAt)
    throw new AppError("forbidden", { text: message("people.errors.unverified") });
}
