import { lockCheckedPassword } from "../../auth/checked-password";
import { countAttempt } from "../../auth/limits/sign-in-throttle";
import { loadViewer } from "../../auth/load-viewer";
import type { IssuerClaims } from "../../auth/next-auth/single-sign-on";
import { verifyPassword } from "../../auth/password";
import { assertProved } from "../../auth/permissions";
import { completeSignIn, type SignedIn, type SignInOrigin } from "../../auth/sessions";
import type { Viewer } from "../../auth/types";
import { type Db, db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import type { Issuer } from "../../oidc-issuers";
import { type AccountToken, createToken, findToken, takeToken, withdrawTokens } from "../tokens";
import { issuerById, signsIn } from "./rules";
import { auditIdentityFailure } from "./sign-in";
import { findIdentity, linkIdentity, MAX_IDENTITIES, touchIdentity } from "./store";
import { keepWaitingLink, linkWaiting, type PendingLink } from "./waiting-link";

function pendingLink(token: AccountToken | null): PendingLink | null {
  const { issuer: id, subject } = token?.data ?? {};
  const issuer = typeof id === "string" ? issuerById(id) : undefined;
  if (!token || token.userId !== null || !issuer || typeof subject !== "string") return null;
  return { issuer, subject, email: token.email };
}

/** Returns what waits to be linked; null once it was linked, and after ten minutes. */
export async function findPendingLink(token: string): Promise<PendingLink | null> {
  return pendingLink(await findToken(db(), "link_identity", token));
}

/**
 * Signs in to the account that has the issuer's address, and links the issuer to it: at once, or
 * once the second factor is given, which the password alone must not get round. Limited like a
 * sign-in by password, and as silent about who is known.
 */
export async function linkByPassword(
  token: string,
  password: string,
  origin: SignInOrigin,
): Promise<SignedIn> {
  const pending = await findPendingLink(token);
  if (!pending) throw expired();
  const { issuer, email } = pending;
  const { address } = origin;
  const forgive = await countAttempt(email, origin);
  const user = await db()
    .selectFrom("user")
    .select(["id", "role", "password_hash", "disabled_at"])
    .where("email", "=", email)
    .executeTakeFirst();
  const hash = user && signsIn(issuer, user.role) ? user.password_hash : null;
  const isRight = await verifyPassword(hash, password);
  const signedIn =
    user && isRight
      ? await transaction(async (client) => {
          if (!(await takeToken(client, "link_identity", token))) throw expired();
          await lockPerson(client, user.id);
          if (!(await lockCheckedPassword(client, user.id, hash))) return null;
          if (await findIdentity(client, issuer, pending.subject)) throw taken();
          const done = await completeSignIn(user.id, "identity", origin, client);
          if (done) await keepWaitingLink(client, pending, user.id, done.sessionId);
          return done;
        })
      : null;
  if (!signedIn) {
    const isDisabled = isRight && user?.disabled_at != null;
    const reason = isDisabled ? "disabled" : "password";
    await auditIdentityFailure(issuer, address, reason, user?.id ?? null);
    if (isDisabled) throw new AppError("account_disabled");
    const wrong = message("identities.errors.wrongPassword");
    throw new AppError("invalid", { fieldErrors: { password: wrong } });
  }
  await forgive();
  const session = await loadViewer(signedIn.sessionId);
  if (session) await transaction((client) => linkWaiting(client, session.userId, session.session));
  return signedIn;
}

/** Starts linking an issuer to the viewer, who then signs in there. Returns a secret for the cookie. */
export async function startLinking(viewer: Viewer, issuerId: string): Promise<string> {
  assertProved(viewer);
  const issuer = issuerById(issuerId);
  if (!issuer || !signsIn(issuer, viewer.role)) throw new AppError("not_found");
  return transaction(async (client) => {
    await lockPerson(client, viewer.userId);
    await withdrawTokens(client, "link_identity", { user_id: viewer.userId });
    const { token } = await createToken(client, {
      kind: "link_identity",
      email: viewer.email,
      userId: viewer.userId,
      data: { issuer: issuer.id, session: viewer.session.id },
    });
    return token;
  });
}

/** Links what the issuer says to the viewer who started it in this session, whatever its address. */
export async function linkToViewer(
  viewer: Viewer,
  token: string,
  issuer: Issuer,
  { subject, email }: IssuerClaims,
): Promise<void> {
  await transaction(async (client) => {
    await lockPerson(client, viewer.userId);
    const started = await takeToken(client, "link_identity", token);
    const { issuer: id, session } = started?.data ?? {};
    const isOwn = started?.userId === viewer.userId && session === viewer.session.id;
    if (!isOwn || id !== issuer.id || !signsIn(issuer, viewer.role)) throw expired();
    const known = await findIdentity(client, issuer, subject);
    if (known && known.userId !== viewer.userId) throw taken();
    if (known) return touchIdentity(client, known.id, email ?? null);
    const { id: sessionId, network } = viewer.session;
    await linkIdentity(client, {
      userId: viewer.userId,
      issuer,
      subject,
      email: email ?? "",
      sessionId,
      network,
      reason: "session",
    });
  });
}

/** Locks a person's ways to sign in against other changes. Throws if no more can be linked. */
async function lockPerson(client: Db, userId: string): Promise<void> {
  await client.selectFrom("user").select("id").where("id", "=", userId).forUpdate().execute();
  const linked = await client
    .selectFrom("identity")
    .select("id")
    .where("user_id", "=", userId)
    .limit(MAX_IDENTITIES)
    .execute();
  if (linked.length < MAX_IDENTITIES) return;
  const text = message("identities.errors.tooMany", { most: MAX_IDENTITIES });
  throw new AppError("conflict", { text });
}

const expired = () => new AppError("conflict", { text: message("identities.errors.expired") });
const taken = () => new AppError("conflict", { text: message("identities.errors.taken") });
