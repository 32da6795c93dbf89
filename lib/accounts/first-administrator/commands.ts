import { hashPassword } from "../../auth/password";
import { networkPrefix } from "../../auth/request/client-address";
import { completeSignIn, type SignedIn, type SignInOrigin } from "../../auth/sessions";
import { audit } from "../../db/audit";
import { lockUntilCommit, now } from "../../db/expressions";
import { type Db, db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import type { Language } from "../../i18n/languages";
import { message } from "../../i18n/message";
import { newId } from "../../ids";
import { hasPortalUrl, portalUrl } from "../../portal-url";
import { firstAdministratorUrl } from "../../routes";
import { assertGoodPassword } from "../passwords/password-rule";
import { createToken, findToken, takeToken } from "../tokens";
import type { FirstAdministratorInput } from "./schemas";

const LOCK = "first-administrator";
const KIND = "first_administrator";
const MAX_LINKS = 50;

async function isEmpty(client: Db): Promise<boolean> {
  return !(await client.selectFrom("user").select("id").limit(1).executeTakeFirst());
}

/**
 * A link to the first account of a portal without people; null otherwise. Every start prints one, so
 * the last fifty work until the account is made. Null without an address of the portal, too.
 */
export async function firstAdministratorLink(): Promise<string | null> {
  if (!hasPortalUrl() || !(await isEmpty(db()))) return null;
  return transaction(async (client) => {
    await lockUntilCommit(client, LOCK);
    if (!(await isEmpty(client))) return null;
    const open = await client
      .selectFrom("account_token")
      .select("id")
      .where("kind", "=", KIND)
      .where("used_at", "is", null)
      .where("expires_at", ">", now())
      .orderBy("created_at")
      .orderBy("id")
      .execute();
    const [oldest] = open;
    if (oldest && open.length >= MAX_LINKS)
      await client.deleteFrom("account_token").where("id", "=", oldest.id).execute();
    const { token } = await createToken(client, { kind: KIND, email: "" });
    return portalUrl(firstAdministratorUrl(token));
  });
}

/** Returns whether the link can still create the first account. */
export async function isFirstAdministratorOpen(token: string): Promise<boolean> {
  return (await findToken(db(), KIND, token)) !== null && (await isEmpty(db()));
}

const ended = () => new AppError("not_found", { text: message("passwords.first.ended") });

/** Makes the first account, an administrator's, and signs them in. Throws `not_found`, `invalid`. */
export async function createFirstAdministrator(
  { token, name, email, newPassword }: FirstAdministratorInput,
  { origin, language }: { origin: SignInOrigin; language: Language },
): Promise<SignedIn> {
  if (!(await isFirstAdministratorOpen(token))) throw ended();
  assertGoodPassword(newPassword, email);
  const passwordHash = await hashPassword(newPassword);
  return transaction(async (client) => {
    await lockUntilCommit(client, LOCK);
    if (!(await takeToken(client, KIND, token)) || !(await isEmpty(client))) throw ended();
    const id = newId();
    await client
      .insertInto("user")
      .values({
        id,
        email,
        email_verified_at: now(),
        name,
        password_hash: passwordHash,
        role: "admin",
        language,
      })
      .execute();
    await audit(
      {
        actorId: id,
        organizationId: null,
        action: "user.first_administrator",
        targetType: "user",
        targetId: id,
        network: networkPrefix(origin.address),
      },
      client,
    );
    const signedIn = await completeSignIn(id, "invitation", origin, client);
    if (!signedIn) throw ended();
    return signedIn;
  });
}
