import { actedBy } from "../../auth/acted-by";
import { countUse } from "../../auth/limits/rate-limit";
import { hashPassword, verifyPassword } from "../../auth/password";
import { assertProved } from "../../auth/permissions";
import { renewSession, revokeSessions } from "../../auth/sessions";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { enabledPerson } from "../tell-person";
import { assertGoodPassword } from "./password-rule";
import type { ChangePasswordInput } from "./schemas";
import { storePassword } from "./store-password";

const ATTEMPTS = { maxUses: 10, windowSeconds: 15 * 60 };

/**
 * Sets the viewer's password, ends their other sessions and renews this one. Needs the current
 * password, or without it a recent proof. Throws `invalid` with the field, `proof_required`, and
 * `throttled` after ten attempts in 15 minutes.
 */
export async function changePassword(
  viewer: Viewer,
  { currentPassword, newPassword }: ChangePasswordInput,
): Promise<{ endedSessions: number; sessionId: string }> {
  const person = await enabledPerson(db(), { id: viewer.userId });
  if (!person) throw new AppError("unauthenticated");
  if (currentPassword === "") assertProved(viewer);
  await countUse(`password_change:${viewer.userId}`, ATTEMPTS);
  if (currentPassword !== "" && !(await verifyPassword(person.passwordHash, currentPassword)))
    throw new AppError("invalid", {
      fieldErrors: { currentPassword: message("passwords.errors.wrongCurrent") },
    });
  assertGoodPassword(newPassword, person.email);
  const passwordHash = await hashPassword(newPassword);
  return transaction(async (client) => {
    const from = { language: viewer.language, network: viewer.session.network };
    if (!(await storePassword(client, person, passwordHash, from)))
      throw new AppError("unauthenticated");
    const endedSessions = await revokeSessions(viewer.userId, viewer.session.id, client);
    await audit(
      {
        ...actedBy(viewer),
        organizationId: null,
        action: person.passwordHash === null ? "password.set" : "password.changed",
        targetType: "user",
        targetId: viewer.userId,
      },
      client,
    );
    const sessionId = await renewSession(client, viewer.userId, viewer.session.id);
    return { endedSessions, sessionId };
  });
}
