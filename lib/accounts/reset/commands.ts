import { countUse, isWithin } from "../../auth/limits/rate-limit";
import { networkCount, throttledPlace } from "../../auth/limits/sign-in-throttle";
import { hashPassword } from "../../auth/password";
import { networkPrefix } from "../../auth/request/client-address";
import {
  completeSignIn,
  revokeSessions,
  type SignedIn,
  type SignInOrigin,
} from "../../auth/sessions";
import { audit } from "../../db/audit";
import { db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import type { Language } from "../../i18n/languages";
import { message } from "../../i18n/message";
import { queueMail } from "../../mail/queue-mail";
import { portalUrl } from "../../portal-url";
import { resetPageUrl } from "../../routes";
import { proveAddress } from "../address/prove-address";
import { assertGoodPassword } from "../passwords/password-rule";
import { storePassword } from "../passwords/store-password";
import { enabledPerson } from "../tell-person";
import { createToken, findToken, takeToken } from "../tokens";

const PER_NETWORK = { maxUses: 100, windowSeconds: 60 * 60 };
/** The limit for one address, by network or by known device of its person. */
const PER_PLACE = { maxUses: 5, windowSeconds: 60 * 60 };
/** The limit of emails to one address for all unknown devices together, and for each known one. */
const PER_DAY = { maxUses: 20, windowSeconds: 24 * 60 * 60 };

/** The origin and language of a visitor's request. */
interface From {
  origin: SignInOrigin;
  language: Language;
}

/** Counts a request, the same way for every address, known or not. Throws `throttled`. */
export async function countResetRequest(email: string, origin: SignInOrigin): Promise<void> {
  const place = await throttledPlace(email, origin);
  const counts = [
    networkCount("reset_network", origin.address, PER_NETWORK),
    place.count("reset_place", PER_PLACE),
  ];
  for (const { key, limit } of counts) await countUse(key, limit);
}

async function isWithinDay(email: string, origin: SignInOrigin): Promise<boolean> {
  const place = await throttledPlace(email, origin);
  const key = place.isKnown ? place.count("reset_day", PER_DAY).key : `reset_day:${email}`;
  return isWithin(key, PER_DAY);
}

/**
 * Emails a link to set a new password. Earlier links work until the password is set, since a
 * stranger may have asked for this one. Emails none to an unknown address, a disabled account, or
 * beyond the day's limit. Runs after the response, whose time would otherwise reveal the case.
 */
export async function sendReset(email: string, { origin, language }: From): Promise<void> {
  if (!(await isWithinDay(email, origin))) return;
  await transaction(async (client) => {
    const person = await enabledPerson(client, { email });
    if (!person) return;
    const { token } = await createToken(client, {
      kind: "password_reset",
      email,
      userId: person.id,
    });
    await queueMail(client, {
      kind: "password_reset",
      to: person.email,
      language: person.language ?? language,
      content: {
        subject: message("passwords.resetMail.subject"),
        paragraphs: [message("passwords.resetMail.asked", { address: person.email })],
        button: {
          label: message("passwords.resetMail.button"),
          url: portalUrl(resetPageUrl(token)),
        },
        after: [message("passwords.resetMail.howLong")],
        reason: message("passwords.resetMail.reason"),
      },
    });
    await audit(
      {
        actorId: null,
        organizationId: null,
        action: "password.reset_asked",
        targetType: "user",
        targetId: person.id,
        network: networkPrefix(origin.address),
      },
      client,
    );
  });
}

/** Returns the address whose password a link sets; null if the link has ended. */
export async function resetBehind(token: string): Promise<string | null> {
  return (await findToken(db(), "password_reset", token))?.email ?? null;
}

const linkEnded = () => new AppError("not_found", { text: message("passwords.reset.ended") });

/**
 * Sets the password, ends all sessions and starts a new one, which may lack the second factor.
 * Throws `not_found` for a link that has ended and `invalid` for the password.
 */
export async function resetPassword(
  { token, newPassword }: { token: string; newPassword: string },
  { origin, language }: From,
): Promise<SignedIn> {
  const open = await findToken(db(), "password_reset", token);
  if (!open) throw linkEnded();
  assertGoodPassword(newPassword, open.email);
  const passwordHash = await hashPassword(newPassword);
  return transaction(async (client) => {
    const taken = await takeToken(client, "password_reset", token);
    const person = taken?.userId ? await enabledPerson(client, { id: taken.userId }) : null;
    // The email went to an address that has changed since.
    if (!person || person.email !== taken?.email) throw linkEnded();
    await proveAddress(client, person.id, origin);
    const network = networkPrefix(origin.address);
    if (!(await storePassword(client, person, passwordHash, { language, network })))
      throw linkEnded();
    await revokeSessions(person.id, null, client);
    await audit(
      {
        actorId: person.id,
        organizationId: null,
        action: "password.reset",
        targetType: "user",
        targetId: person.id,
        network,
      },
      client,
    );
    const signedIn = await completeSignIn(person.id, "mail_link", origin, client);
    if (!signedIn) throw linkEnded();
    return signedIn;
  });
}
