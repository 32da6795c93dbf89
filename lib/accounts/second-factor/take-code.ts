import {
  countUse,
  forgiveUses,
  isWithin,
  type RateLimit,
  takeBackUse,
} from "../../auth/limits/rate-limit";
import { throttledPlace } from "../../auth/limits/sign-in-throttle";
import type { SignInOrigin } from "../../auth/sessions";
import type { Viewer } from "../../auth/types";
import { type Db, transaction } from "../../db/kysely";
import { isAppError } from "../../errors";
import { message } from "../../i18n/message";
import { takeAuthenticatorCode } from "./authenticator";
import { mailAboutGuesses, noteChange } from "./note-change";
import { countRecoveryCodes, takeRecoveryCode } from "./recovery-codes";

/**
 * Counts by account, so that more network addresses give no more tries. Only a device on which the
 * person has signed in before counts by itself, so that a thief of the password does not lock them
 * out.
 */
const LIMIT: RateLimit = {
  maxUses: 10,
  windowSeconds: 15 * 60,
  text: message("secondFactor.throttled"),
};

/**
 * The limit of wrong codes, which keeps someone who stole the password from guessing for months.
 */
const PER_DAY: RateLimit = {
  maxUses: 50,
  windowSeconds: 24 * 60 * 60,
  text: message("secondFactor.throttledToday"),
};
const MAILS: RateLimit = { maxUses: 1, windowSeconds: 24 * 60 * 60 };

/** Emails the person, once a day, when tries are refused: the guesser knows their password. */
async function countTry(person: Viewer, key: string, dayKey: string): Promise<void> {
  try {
    await countUse(key, LIMIT);
    await countUse(dayKey, PER_DAY);
  } catch (error) {
    const isFirst =
      isAppError(error, "throttled") &&
      (await isWithin(`second_factor_mail:${person.userId}`, MAILS));
    if (isFirst) await transaction((client) => mailAboutGuesses(client, person));
    throw error;
  }
}

async function keysOf(
  { userId, email }: Viewer,
  origin?: Pick<SignInOrigin, "address" | "deviceToken">,
): Promise<{ key: string; dayKey: string }> {
  const place = origin && (await throttledPlace(email, origin));
  return place?.isKnown
    ? {
        key: place.count("second_factor", LIMIT).key,
        dayKey: place.count("second_factor_day", PER_DAY).key,
      }
    : { key: `second_factor:${userId}`, dayKey: `second_factor_day:${userId}` };
}

export type CodeKind = "app" | "recovery_code";

/**
 * Uses a code of the app or a recovery code up, together with what it permits. Null for a wrong or
 * used one. Throws `throttled` after ten of them, and after fifty in a day. `origin`: of a sign-in.
 */
export async function takeCode<T>(
  person: Viewer,
  code: string,
  permitted: (client: Db, kind: CodeKind) => Promise<T>,
  origin?: Pick<SignInOrigin, "address" | "deviceToken">,
): Promise<{ done: T } | null> {
  const { key, dayKey } = await keysOf(person, origin);
  await countTry(person, key, dayKey);
  const taken = await transaction(async (client) => {
    const isByApp = await takeAuthenticatorCode(client, person.userId, code);
    const isTaken = isByApp || (await takeRecoveryCode(client, person.userId, code));
    if (!isTaken) return null;
    const done = await permitted(client, isByApp ? "app" : "recovery_code");
    if (!isByApp) {
      const count = await countRecoveryCodes(client, person.userId);
      await noteChange(client, person, "recovery_code_used", { count });
    }
    return { done };
  });
  if (taken) {
    await forgiveUses(key);
    await takeBackUse(dayKey);
  }
  return taken;
}
