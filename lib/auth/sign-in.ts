import { z } from "zod";

import { transaction } from "../db/kysely";
import { prisma } from "../db/prisma";
import { AppError } from "../errors";
import { emailAddress } from "../forms/email-address";
import { languageOf } from "../i18n/languages";
import { isStorable } from "../text/storable";
import { lockCheckedPassword } from "./checked-password";
import { countAttempt } from "./limits/sign-in-throttle";
import { verifyPassword } from "./password";
import { auditRefusedSignIn } from "./refused-sign-in";
import { completeSignIn, type SignedIn, type SignInOrigin } from "./sessions";

const credentials = z.object({
  email: emailAddress,
  password: z.string().min(1).max(1024).refine(isStorable),
  /** Of the sign-in page; kept at the first sign-in. */
  language: z.string().max(35).optional(),
  /** "true" if it was chosen on that page: it then replaces the person's setting. */
  isLanguageChosen: z.string().max(5).optional(),
});

/**
 * Signs in by password. Null for any wrong credential; throws `throttled` after too many failures,
 * and `account_disabled` after the right password.
 */
export async function signInWithPassword(
  input: unknown,
  origin: SignInOrigin,
): Promise<SignedIn | null> {
  const { address } = origin;
  const parsed = credentials.safeParse(input);
  if (!parsed.success) return null;
  const { email, password, language, isLanguageChosen } = parsed.data;
  const forgive = await countAttempt(email, origin);
  const user = await prisma().user.findUnique({ where: { email } });
  const matches = await verifyPassword(user?.passwordHash ?? null, password);
  const signedIn = user && matches ? await startSession(user, origin) : null;
  if (!user || !signedIn) {
    const isDisabled = matches && user?.disabledAt != null;
    const reason = isDisabled ? "disabled" : "password";
    await auditRefusedSignIn({
      userId: user?.id ?? null,
      address,
      reason: user ? reason : "unknown",
    });
    if (isDisabled) throw new AppError("account_disabled");
    return null;
  }
  await forgive();
  const spoken = languageOf(language);
  if (spoken && (user.language === null || isLanguageChosen === "true"))
    await prisma().user.update({ where: { id: user.id }, data: { language: spoken } });
  return signedIn;
}

async function startSession(
  user: { id: string; passwordHash: string | null },
  origin: SignInOrigin,
): Promise<SignedIn | null> {
  return transaction(async (client) =>
    (await lockCheckedPassword(client, user.id, user.passwordHash))
      ? completeSignIn(user.id, "password", origin, client)
      : null,
  );
}
