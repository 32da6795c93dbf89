import { countUse, forgiveUses, type RateLimit } from "../../auth/rate-limit";
import type { Viewer } from "../../auth/types";
import { type Db, transaction } from "../../db/kysely";
import { message } from "../../i18n/message";
import { takeAuthenticatorCode } from "./authenticator";
import { noteChange } from "./note-change";
import { countRecoveryCodes, takeRecoveryCode } from "./recovery-codes";

/** Counts the account, so that nobody gets more tries from more addresses. */
const LIMIT: RateLimit = {
  maxUses: 10,
  windowSeconds: 15 * 60,
  text: message("secondFactor.throttled"),
};

/**
 * Uses a code of the app or a recovery code up, together with what it permits. False for a wrong or
 * used one. Throws `throttled` after ten of them.
 */
export async function takeCode(
  person: Viewer,
  code: string,
  permitted: (client: Db) => Promise<void>,
): Promise<boolean> {
  const key = `second_factor:${person.userId}`;
  await countUse(key, LIMIT);
  const isTaken = await transaction(async (client) => {
    const isByApp = await takeAuthenticatorCode(client, person.userId, code);
    const isTaken = isByApp || (await takeRecoveryCode(client, person.userId, code));
    if (!isTaken) return false;
    await permitted(client);
    if (!isByApp) {
      const count = await countRecoveryCodes(client, person.userId);
      await noteChange(client, person, "recovery_code_used", { count });
    }
    return true;
  });
  if (isTaken) await forgiveUses(key);
  return isTaken;
}
