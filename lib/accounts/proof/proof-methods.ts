import type { Viewer } from "../../auth/types";
import { prisma } from "../../db/prisma";
import { AppError } from "../../errors";
import { isMailConfigured } from "../../mail/is-mail-configured";

/** The ways the viewer can confirm who they are. */
export interface ProofMethods {
  hasPassword: boolean;
  hasAuthenticator: boolean;
  hasPasskey: boolean;
}

/** Throws `unauthenticated` if the account has been disabled since. */
export async function proofMethods(viewer: Viewer): Promise<ProofMethods> {
  const user = await prisma().user.findFirst({
    where: { id: viewer.userId, disabledAt: null },
    select: {
      passwordHash: true,
      authenticator: { select: { confirmedAt: true } },
      passkeys: { select: { id: true }, take: 1 },
    },
  });
  if (!user) throw new AppError("unauthenticated");
  return {
    hasPassword: user.passwordHash !== null,
    hasAuthenticator: Boolean(user.authenticator?.confirmedAt),
    hasPasskey: user.passkeys.length > 0,
  };
}

/** A code by email is weaker than what the viewer has set up. */
export function mayProveByMail(methods: ProofMethods): boolean {
  return !methods.hasPassword && !methods.hasAuthenticator && !methods.hasPasskey;
}

export interface ProofChoice extends ProofMethods {
  /** The address that a code can be emailed to; null if not needed or if no mail is sent. */
  mailTo: string | null;
}

export async function proofChoice(viewer: Viewer): Promise<ProofChoice> {
  const methods = await proofMethods(viewer);
  const canMail = mayProveByMail(methods) && isMailConfigured();
  return { ...methods, mailTo: canMail ? viewer.email : null };
}
