import type { IssuerClaims } from "../../auth/next-auth/single-sign-on";
import { auditRefusedSignIn } from "../../auth/refused-sign-in";
import { networkPrefix } from "../../auth/request/client-address";
import { completeSignIn, type SignedIn, type SignInOrigin } from "../../auth/sessions";
import { type Db, transaction } from "../../db/kysely";
import type { Issuer } from "../../oidc-issuers";
import { markVerified } from "../address/prove-address";
import { createToken } from "../tokens";
import { signsIn, speaksFor, usableAddress } from "./rules";
import { findIdentity, linkIdentity, touchIdentity } from "./store";

/** `unusable`: the account is disabled, or the issuer does not sign in people of its role. */
type IdentityRefusal = "unusable" | "no_address";

export type IdentitySignIn =
  | { kind: "signed_in"; signedIn: SignedIn }
  /** The token lets the person link the identity by their password. */
  | { kind: "ask_password"; token: string }
  | { kind: "refused"; reason: IdentityRefusal };

/** Signs in the person who is linked to the issuer's subject, or may be linked by address. */
export async function signInWithIdentity(
  issuer: Issuer,
  claims: IssuerClaims,
  origin: SignInOrigin,
): Promise<IdentitySignIn> {
  return transaction(async (client) => {
    const known = await findIdentity(client, issuer, claims.subject);
    if (!known) return signInFirstTime(client, issuer, claims, origin);
    const signedIn = signsIn(issuer, known.role)
      ? await completeSignIn(known.userId, "identity", origin, client)
      : null;
    if (!signedIn) return refuse(client, issuer, origin, known.userId, "unusable");
    if (speaksFor(issuer, claims) && usableAddress(claims.email) === known.userEmail)
      await markVerified(client, known.userId);
    await touchIdentity(client, known.id, usableAddress(claims.email));
    return { kind: "signed_in", signedIn };
  });
}

/** Only the owner of an address can see whether it is known here. */
async function signInFirstTime(
  client: Db,
  issuer: Issuer,
  claims: IssuerClaims,
  origin: SignInOrigin,
): Promise<IdentitySignIn> {
  const email = usableAddress(claims.email);
  if (email === null) return refuse(client, issuer, origin, null, "no_address");
  const { subject } = claims;
  const userId = speaksFor(issuer, claims) ? await findPerson(client, issuer, email) : null;
  if (userId !== null) {
    const network = networkPrefix(origin.address);
    const link = { userId, issuer, subject, email, network, reason: "address" } as const;
    // Another request may have linked it meanwhile.
    const isLinked = await linkIdentity(client, link);
    const linked = isLinked ? { userId } : await findIdentity(client, issuer, subject);
    const signedIn =
      linked?.userId === userId ? await completeSignIn(userId, "identity", origin, client) : null;
    if (signedIn) return { kind: "signed_in", signedIn };
  }
  const data = { issuer: issuer.id, subject };
  const { token } = await createToken(client, { kind: "link_identity", email, data });
  return { kind: "ask_password", token };
}

/**
 * Returns the person to link a new subject with this address to. Null if they are linked to this
 * issuer already: there the address now belongs to another person. Null also for an account that
 * another person may have set up for the address.
 */
async function findPerson(client: Db, issuer: Issuer, email: string): Promise<string | null> {
  const user = await client
    .selectFrom("user as u")
    .select(["u.id", "u.role"])
    .where("u.email", "=", email)
    .where("u.email_verified_at", "is not", null)
    .where("u.disabled_at", "is", null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("identity as i")
            .select("i.id")
            .whereRef("i.user_id", "=", "u.id")
            .where("i.issuer", "=", issuer.issuer),
        ),
      ),
    )
    .forUpdate()
    .executeTakeFirst();
  return user && signsIn(issuer, user.role) ? user.id : null;
}

async function refuse(
  client: Db,
  issuer: Issuer,
  { address }: SignInOrigin,
  userId: string | null,
  reason: IdentityRefusal,
): Promise<IdentitySignIn> {
  await auditIdentityFailure(issuer, address, reason, userId, client);
  return { kind: "refused", reason };
}

export async function auditIdentityFailure(
  issuer: Issuer,
  address: string,
  reason: string,
  userId: string | null = null,
  on?: Db,
): Promise<void> {
  const data = { issuer: issuer.id, reason };
  await auditRefusedSignIn({ userId, address, reason, data }, on);
}
