import { actedBy } from "../../auth/acted-by";
import { countUse, forgiveUses, type RateLimit } from "../../auth/limits/rate-limit";
import { verifyPassword } from "../../auth/password";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { type Db, transaction } from "../../db/kysely";
import { prisma } from "../../db/prisma";
import { AppError } from "../../errors";
import { type FieldErrors, message } from "../../i18n/message";
import { takeCode } from "../second-factor/take-code";
import { takeMailCode } from "./mail-code";
import { markProved } from "./mark-proved";
import { isProofByPasskey } from "./passkey";
import { mayProveByMail, proofMethods } from "./proof-methods";
import type { ProofInput } from "./schemas";

/** Counts by account, so that more network addresses give no more tries. */
const LIMIT: RateLimit = { maxUses: 10, windowSeconds: 15 * 60, text: message("proof.throttled") };

/**
 * Marks the session as proved, for `assertProved`. Throws `invalid` for a wrong password, code or
 * passkey and `throttled` after ten of them.
 */
export async function proveIdentity(viewer: Viewer, input: ProofInput): Promise<void> {
  const proved = async (client: Db) => {
    await markProved(client, viewer);
    await auditProof(viewer, input, "done", client);
  };
  const isProved =
    input.method === "code"
      ? (await takeCode(viewer, input.code, proved)) !== null
      : await takeOther(viewer, input, proved);
  if (isProved) return;
  await auditProof(viewer, input, "refused");
  throw refusalOf(input);
}

type OtherProof = Exclude<ProofInput, { method: "code" }>;

async function takeOther(
  viewer: Viewer,
  input: OtherProof,
  proved: (client: Db) => Promise<void>,
): Promise<boolean> {
  const key = `proof:${viewer.userId}`;
  await countUse(key, LIMIT);
  const isProved = await transaction(async (client) => {
    if (!(await isRight(client, viewer, input))) return false;
    await proved(client);
    return true;
  });
  if (isProved) await forgiveUses(key);
  return isProved;
}

async function isRight(client: Db, viewer: Viewer, input: OtherProof): Promise<boolean> {
  if (input.method === "password") return isPasswordOf(viewer, input.password);
  if (input.method === "passkey") return isProofByPasskey(client, viewer, input.answer);
  return (
    mayProveByMail(await proofMethods(viewer)) &&
    (await takeMailCode(client, viewer.userId, input.code))
  );
}

async function isPasswordOf({ userId }: Viewer, password: string): Promise<boolean> {
  const user = await prisma().user.findFirst({
    where: { id: userId, disabledAt: null },
    select: { passwordHash: true },
  });
  return verifyPassword(user?.passwordHash ?? null, password);
}

function refusalOf({ method }: ProofInput): AppError {
  if (method === "passkey") return new AppError("invalid", { text: message("proof.wrongPasskey") });
  const fieldErrors: FieldErrors =
    method === "password"
      ? { password: message("proof.wrongPassword") }
      : { code: message(method === "code" ? "proof.wrongCode" : "proof.wrongMailCode") };
  return new AppError("invalid", { fieldErrors });
}

async function auditProof(
  viewer: Viewer,
  { method }: ProofInput,
  outcome: "done" | "refused",
  on?: Db,
): Promise<void> {
  await audit(
    {
      ...actedBy(viewer),
      organizationId: null,
      action: outcome === "done" ? "identity.proved" : "identity.not_proved",
      targetType: "user",
      targetId: viewer.userId,
      data: { method },
      outcome,
    },
    on,
  );
}
