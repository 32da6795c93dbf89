import { audit } from "../../db/audit";
import { now } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import { newId } from "../../ids";
import type { Issuer } from "../../oidc-issuers";
import { mailAboutIdentity } from "./mails";

/** The most identities that one person may have. */
export const MAX_IDENTITIES = 10;

interface Link {
  userId: string;
  issuer: Issuer;
  subject: string;
  email: string;
  /** The linking person's session. */
  sessionId?: string;
  network: string;
  /** The proof that the identity is this person's. */
  reason: "address" | "password" | "session";
}

/** Links an identity, emails its person and audits it. Returns false if it is linked already. */
export async function linkIdentity(
  client: Db,
  { userId, issuer, subject, email, sessionId, network, reason }: Link,
): Promise<boolean> {
  const id = newId();
  const added = await client
    .insertInto("identity")
    .values({ id, user_id: userId, issuer: issuer.issuer, subject, email, last_used_at: now() })
    .onConflict((conflict) => conflict.columns(["issuer", "subject"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!added) return false;
  await mailAboutIdentity(client, { userId, issuerName: issuer.name, email, change: "linked" });
  await audit(
    {
      actorId: userId,
      organizationId: null,
      action: "identity.linked",
      targetType: "identity",
      targetId: id,
      data: { issuer: issuer.id, email },
      sessionId,
      network,
      reason,
    },
    client,
  );
  return true;
}

export interface LinkedIdentity {
  id: string;
  userId: string;
  userEmail: string;
  role: "customer" | "staff" | "admin";
}

export async function findIdentity(
  client: Db,
  issuer: Issuer,
  subject: string,
): Promise<LinkedIdentity | undefined> {
  return client
    .selectFrom("identity as i")
    .innerJoin("user as u", "u.id", "i.user_id")
    .select(["i.id", "u.id as userId", "u.email as userEmail", "u.role"])
    .where("i.issuer", "=", issuer.issuer)
    .where("i.subject", "=", subject)
    .executeTakeFirst();
}

/** The issuer's address for the person may change; the link holds. */
export async function touchIdentity(client: Db, id: string, email: string | null): Promise<void> {
  await client
    .updateTable("identity")
    .set({ last_used_at: now(), email: (eb) => (email === null ? eb.ref("email") : eb.val(email)) })
    .where("id", "=", id)
    .execute();
}
