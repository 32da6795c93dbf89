import type { ProofChoice } from "@/lib/accounts/proof/proof-methods";
import type { MessageKey } from "@/lib/i18n/message";

export type Method = "password" | "code" | "passkey" | "mail_code";

/** What the person can prove with who they are; a code by mail only for want of anything else. */
export function methodsOf(choice: ProofChoice): [Method, ...Method[]] {
  const { hasPassword, hasAuthenticator, hasPasskey } = choice;
  const [first, ...more] = [
    ...(hasPassword ? ["password" as const] : []),
    ...(hasAuthenticator ? ["code" as const] : []),
    ...(hasPasskey ? ["passkey" as const] : []),
  ];
  return first ? [first, ...more] : ["mail_code"];
}

export const USE_INSTEAD: Readonly<Record<Method, MessageKey>> = {
  password: "proof.usePassword",
  code: "proof.useCode",
  passkey: "proof.usePasskey",
  mail_code: "proof.sendCode",
};
