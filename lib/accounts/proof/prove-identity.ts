import { verifyPassword } from "../../auth/password";
import { countUse, forgiveUses, type RateLimit } from "../../auth/rate-limit";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { now } from "../../db/expressions";
import { type Db, transaction } from "../../db/kysely";
import { prisma } from "../../db/prisma";
import { AppError } from "../../errors";
import { type FieldErrors, message } from "../../i18n/message";
import { takeMailCode } from "./mail-code";
import { mayProveByMail, proofMethods } from "./proof-methods";
import type { ProofInput } from "./schemas";

/** Counts the account, so that nobody gets more tries from more addresses. */
const LIMIT: RateLimit = { maxUses: 10, windowSeconds: 15 * 60, text: message("proof.throttled") };

/**
 * Marks the session as proved, for `assertProved`. Throws `invalid` for a wrong password or code and
 * `throttled` after ten of them.
 */
export async function proveIdentity(viewer: Viewer, input: ProofInput): Promise<void> {
  const key = `proof:${viewer.userId}`;
  await countUse(key, LIMIT);
  const isProved = await transaction(async (client) => {
    if (!(await isRight(client, viewer, input))) return false;
    await markProved(client, viewer);
    await auditProof(viewer, input, "done", client);
    return true;
  });
  if (!isProved) {
    await auditProof(viewer, input, "refused");
    throw new AppError("invalid", { fieldErrors: refusalOf(input) });
  }
  await forgiveUses(key);
}

async function isRight(client: Db, viewer: Viewer, input: ProofInput): Promise<boolean> {
  switch (input.method) {
    case "password":
      return isPasswordOf(viewer, input.password);
    case "code":
      return false;
    case "mail_code":
      return (
        mayProveByMail(await proofMethods(viewer)) &&
        (await takeMailCode(client, viewer.userId, input.code))
      );
  }
}

async function isPasswordOf({ userId }: Viewer, password: string): Promise<boolean> {
  const user = await prisma().user.findFirst({
    where: { id: userId, disabledAt: null },
    select: { passwordHash: true },
  });
  return verifyPassword(user?.passwordHash ?? null, password);
}

/** Throws `unauthenticated` if the session or the account has ended since. */
export async function markProved(client: Db, { userId, session }: Viewer): Promise<void> {
  const proved = await client
    .updateTable("session")
    .set({ proved_at: now() })
    .where("id", "=", session.id)
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (!proved) throw new AppError("unauthenticated");
}

function refusalOf({ method }: ProofInput): FieldErrors {
  return method === "password"
    ? { password: message("proof.wrongPassword") }
    : { code: message("proof.wrongCode") };
}

async function auditProof(
  { userId, session }: Viewer,
  { method }: ProofInput,
  outcome: "done" | "refused",
  on?: Db,
): Promise<void> {
  await audit(
    {
      actorId: userId,
      organizationId: null,
      action: outcome === "done" ? "identity.proved" : "identity.not_proved",
      targetType: "user",
      targetId: userId,
      data: { method },
      sessionId: session.id,
      network: session.network,
      outcome,
    },
    on,
  );
}
