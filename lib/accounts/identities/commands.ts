import { assertProved } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { type Db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { isMailConfigured } from "../../mail/is-mail-configured";
import { mailAboutIdentity } from "./mails";
import { issuerName } from "./queries";

/** Unlinks an issuer. Throws `conflict` if it is the viewer's only way to sign in. */
export async function removeIdentity(viewer: Viewer, id: string): Promise<void> {
  assertProved(viewer);
  const { userId, session } = viewer;
  await transaction(async (client) => {
    const removed = await lockAndRemove(client, userId, id);
    if (!(await canSignInOtherwise(client, userId)))
      throw new AppError("conflict", { text: message("identities.errors.onlyWay") });
    await mailAboutIdentity(client, {
      userId,
      issuerName: issuerName(removed.issuer),
      email: removed.email,
      change: "removed",
    });
    await audit(
      {
        actorId: userId,
        organizationId: null,
        action: "identity.removed",
        targetType: "identity",
        targetId: id,
        data: { issuer: removed.issuer, email: removed.email },
        sessionId: session.id,
        network: session.network,
      },
      client,
    );
  });
}

async function lockAndRemove(client: Db, userId: string, id: string) {
  await client.selectFrom("user").select("id").where("id", "=", userId).forUpdate().execute();
  const removed = await client
    .deleteFrom("identity")
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .returning(["issuer", "email"])
    .executeTakeFirst();
  if (!removed) throw new AppError("not_found");
  return removed;
}

/** Counts a password, a passkey, a link by email and another issuer. */
async function canSignInOtherwise(client: Db, userId: string): Promise<boolean> {
  if (isMailConfigured()) return true;
  const row = await client
    .selectFrom("user as u")
    .select((eb) => [
      "u.password_hash",
      eb
        .exists(eb.selectFrom("passkey as p").select("p.id").whereRef("p.user_id", "=", "u.id"))
        .as("hasPasskey"),
      eb
        .exists(eb.selectFrom("identity as i").select("i.id").whereRef("i.user_id", "=", "u.id"))
        .as("hasIdentity"),
    ])
    .where("u.id", "=", userId)
    .executeTakeFirstOrThrow();
  return row.password_hash !== null || Boolean(row.hasPasskey) || Boolean(row.hasIdentity);
}
