import { z } from "zod";

import { audit, auditOnce } from "../db/audit";
import { prisma } from "../db/prisma";
import { languageOf } from "../i18n/languages";
import { isStorable } from "../text/storable";
import { verifyPassword } from "./password";
import { countAttempt, forgiveAttempts } from "./sign-in-throttle";

const credentials = z.object({
  email: z.string().trim().toLowerCase().min(3).max(254).refine(isStorable),
  password: z.string().min(1).max(1024),
  /** Of the sign-in page; kept at the first sign-in. */
  language: z.string().max(35).optional(),
  /** "true" if it was chosen on that page: it then replaces the person's setting. */
  isLanguageChosen: z.string().max(5).optional(),
});

export interface SignedIn {
  id: string;
  email: string;
  name: string;
  sessionVersion: number;
}

const ANONYMOUS = { actorId: null, organizationId: null, targetType: "user" } as const;

/** Omits the email of an unknown user, as it may be a password. */
async function auditFailure(
  user: { id: string } | null,
  address: string,
  reason: string,
): Promise<void> {
  const failed = { ...ANONYMOUS, action: "signin.failed" };
  if (user) await audit({ ...failed, targetId: user.id, data: { address, reason } });
  else await auditOnce({ ...failed, targetId: "unknown", data: { address, reason: "unknown" } });
}

/** Returns null for any wrong credential; throws `throttled` after too many failures. */
export async function checkSignIn(input: unknown, address: string): Promise<SignedIn | null> {
  const parsed = credentials.safeParse(input);
  if (!parsed.success) return null;
  const { email, password, language, isLanguageChosen } = parsed.data;
  await countAttempt(email, address);
  const user = await prisma().user.findUnique({ where: { email } });
  const matches = await verifyPassword(user?.passwordHash ?? null, password);
  if (!user || !matches || user.disabledAt) {
    await auditFailure(user, address, matches ? "disabled" : "password");
    return null;
  }
  await forgiveAttempts(email, address);
  await audit({
    ...ANONYMOUS,
    actorId: user.id,
    action: "signin.succeeded",
    targetId: user.id,
    data: { address },
  });
  const spoken = languageOf(language);
  if (spoken && (user.language === null || isLanguageChosen === "true"))
    await prisma().user.update({ where: { id: user.id }, data: { language: spoken } });
  return { id: user.id, email: user.email, name: user.name, sessionVersion: user.sessionVersion };
}
