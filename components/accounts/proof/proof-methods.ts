import type { ProofChoice } from "@/lib/accounts/proof/proof-methods";
import type { MessageKey } from "@/lib/i18n/message";

export type Method = "password" | "code" | "passkey" | "mail_code";

/** The ways to confirm who the person is; an emailed code only if there is no other. */
export function proofMethodsOf(choice: ProofChoice): [Method, ...Method[]] {
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
