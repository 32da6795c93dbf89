import type { Db } from "../../db/kysely";
import type { Issuer } from "../../oidc-issuers";
import { createToken, isOpenToken, markTokenUsed } from "../tokens";
import { issuerById, signsIn } from "./rules";
import { findIdentity, linkIdentity } from "./store";

/** A sign-in at an issuer that waits for the password. */
export interface PendingLink {
  issuer: Issuer;
  subject: string;
  email: string;
}

/** The session that signed in by the password. */
interface Waiting {
  id: string;
  network: string;
}

/** Keeps a link that the password permits until the session lacks nothing. */
export async function keepWaitingLink(
  client: Db,
  { issuer, subject, email }: PendingLink,
  userId: string,
  sessionId: string,
): Promise<void> {
  const data = { issuer: issuer.id, subject, session: sessionId };
  await createToken(client, { kind: "link_identity", email, userId, data });
}

interface LinkData {
  issuer?: string;
  subject?: string;
  session?: string;
}

/** Without a subject, the person has not been at the issuer yet. */
const isOf = (sessionId: string, { session, subject }: LinkData): boolean =>
  session === sessionId && subject !== undefined;

/**
 * Links the identity that waits for this session, which has just become complete. Skips one that
 * another person has linked meanwhile, and one of an issuer that no longer signs this person in.
 */
export async function linkWaiting(client: Db, userId: string, session: Waiting): Promise<void> {
  const started = await client
    .selectFrom("account_token")
    .select(["id", "data", "email"])
    .where("kind", "=", "link_identity")
    .where("user_id", "=", userId)
    .where(isOpenToken)
    .forUpdate()
    .execute();
  const waiting = started.find(({ data }) => isOf(session.id, data as LinkData));
  if (!waiting) return;
  await markTokenUsed(client, waiting.id);
  const { issuer: id, subject } = waiting.data as Required<LinkData>;
  const issuer = issuerById(id);
  const user = await client
    .selectFrom("user")
    .select("role")
    .where("id", "=", userId)
    .executeTakeFirst();
  if (!issuer || !user || !signsIn(issuer, user.role)) return;
  if (await findIdentity(client, issuer, subject)) return;
  await linkIdentity(client, {
    userId,
    issuer,
    subject,
    email: waiting.email,
    sessionId: session.id,
    network: session.network,
    reason: "password",
  });
}
